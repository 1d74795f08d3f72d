// What ical.js, a parser that shares no code with the one that wrote them, reads in calendars. Takes a JSON list of
// calendars on standard input, and answers with a list of lists of events. Times come from the zones in the
// calendar itself: none is registered here.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

function moment(time) {
  if (!time) return null;
  if (time.isDate) return time.toString();
  if (time.zone !== ICAL.Timezone.utcTimezone && !time.zone.component) throw new Error(`No zone: ${time.zone.tzid}`);
  return new Date(time.toUnixTime() * 1000).toISOString();
}

function read(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      summary: event.summary,
      location: event.location,
      description: event.description,
      sequence: event.sequence,
      status: component.getFirstPropertyValue("status"),
      start: moment(event.startDate),
      end: component.hasProperty("dtend") ? moment(event.endDate) : null,
      zone: event.startDate.isDate ? null : event.startDate.zone.tzid,
    };
  });
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(read)));
