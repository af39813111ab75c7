-- OSRM's own car, which leaves tracks out: rural places would be taken up far from where they stand.
-- Tracks are slow and marked with a class, so that a route can say how much of it they are.
Sequence = require("lib/sequence")
local base = require("car")
local setup_car, process_car = base.setup, base.process_way
base.setup = function()
  local profile = setup_car()
  profile.speeds.highway.track = 12
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
