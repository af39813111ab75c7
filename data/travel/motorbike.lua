-- A motorbike on rural roads: the speeds (km/h) are assumptions, not measured.
-- Tracks and paths are open to it; tracks are marked with a class, so that a route can say how much of it they are.
Sequence = require("lib/sequence")
local base = require("car")
local setup_car, process_car = base.setup, base.process_way
base.setup = function()
  local profile = setup_car()
  local speeds = {
    trunk = 50, primary = 45, secondary = 42, tertiary = 35, unclassified = 28,
    residential = 22, service = 15, track = 14, path = 9,
  }
  for kind, speed in pairs(speeds) do profile.speeds.highway[kind] = speed end
  profile.access_tags_hierarchy = Sequence { "motorcycle", "motor_vehicle", "vehicle", "access" }
  profile.restrictions = Sequence { "motorcycle", "motor_vehicle", "vehicle" }
  profile.classes = Sequence { "toll", "motorway", "ferry", "restricted", "tunnel", "track" }
  profile.excludable = Sequence {}
  return profile
end
base.process_way = function(profile, way, result, relations)
  process_car(profile, way, result, relations)
  if way:get_value_by_key("highway") == "track" then
    result.forward_classes["track"] = true
    result.backward_classes["track"] = true
  end
end
return base
