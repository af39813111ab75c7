"""Open a GeoPackage as QGIS does, say what it made of each layer, and draw them all.

Run by a Python that has QGIS: ``QT_QPA_PLATFORM=offscreen python3 qgis_reading.py FILE.gpkg PICTURE.png``.
"""

import json
import sys

from qgis.core import (
    QgsApplication,
    QgsExpressionContextUtils,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsProviderRegistry,
    QgsRenderContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor


def main(path, picture):
    application = QgsApplication([], False)
    application.initQgis()
    try:
        layers = [opened(path, name) for name in names_of(path)]
        draw([layer for layer, _ in layers], picture)
        json.dump([told(layer, message) for layer, message in layers], sys.stdout, ensure_ascii=False)
    finally:
        QgsProject.instance().clear()
        application.exitQgis()


def names_of(path):
    found = QgsProviderRegistry.instance().querySublayers(path)
    return [one.name() for one in found if one.name() != "layer_styles"]


def opened(path, name):
    """Return a layer as the program opens it: with the style that the file marks as the default."""
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    message, is_loaded = layer.loadDefaultStyle()
    QgsProject.instance().addMapLayer(layer)
    return layer, message if not is_loaded else ""


def told(layer, message):
    renderer = layer.renderer()
    kind = renderer.type()
    parts = {
        "graduatedSymbol": lambda: [[one.lowerValue(), one.upperValue(), one.label(), one.symbol().color().name()]
                                    for one in renderer.ranges()],
        "categorizedSymbol": lambda: [[one.value(), one.label(), one.symbol().color().name()]
                                      for one in renderer.categories()],
        "singleSymbol": lambda: [[renderer.symbol().color().name()]],
    }  # fmt: skip
    labelling = layer.labeling()
    count, _, names, *_ = layer.listStylesInDatabase()
    return {
        "name": layer.name(), "is_valid": layer.isValid(), "message": message, "features": layer.featureCount(),
        "crs": layer.crs().authid(), "renderer": kind, "parts": parts.get(kind, list)(),
        "attribute": renderer.classAttribute() if hasattr(renderer, "classAttribute") else "",
        "labels": labelling.settings().fieldName if layer.labelsEnabled() and labelling else "", "styles": names[:count],
        "undrawn": undrawn(layer),
        "empty_extent": layer.extent().isEmpty() and layer.featureCount() > 1,
    }  # fmt: skip


def undrawn(layer):
    """Return the features for which the style has no symbol."""
    renderer, context = layer.renderer().clone(), QgsRenderContext()
    context.expressionContext().appendScopes(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    renderer.startRender(context, layer.fields())
    found = []
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        if renderer.symbolForFeature(feature, context) is None:
            found.append(feature.id())
    renderer.stopRender(context)
    return found


def draw(layers, picture):
    settings = QgsMapSettings()
    settings.setLayers(list(reversed(layers)))
    settings.setOutputSize(QSize(1000, 700))
    settings.setBackgroundColor(QColor("#ffffff"))
    extent = settings.fullExtent()
    extent.scale(1.1)
    settings.setExtent(extent)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    if not job.renderedImage().save(picture, "PNG"):
        raise SystemExit("no picture")
    if job.errors():
        raise SystemExit("; ".join(one.message for one in job.errors()))


if __name__ == "__main__":
    main(*sys.argv[1:3])
