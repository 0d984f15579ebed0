package org.comity.feeds;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/** One pass over a document that may hold alerts. */
final class CapWalk {
    private static final int DEPTH_MAX = 64;
    private static final int ELEMENTS_MAX = 200_000;
    /** The namespace of CAP 1.0, where the scope is optional. */
    static final String CAP_1_0 = "http://www.incident.com/cap/1.0";

    private static final Set<String> NAMESPACES =
            Set.of(CAP_1_0, "urn:oasis:names:tc:emergency:cap:1.1", "urn:oasis:names:tc:emergency:cap:1.2");

    /** What an alert must stand in, by the local name of the document element. */
    private static final Map<String, String> CONTAINERS =
            Map.of("feed", "entry", "rss", "item", "EDXLDistribution", "contentObject");

    private static final Set<String> READ = Set.of(
            "identifier",
            "sender",
            "sent",
            "status",
            "msgType",
            "scope",
            "references",
            "category",
            "responseType",
            "urgency",
            "severity",
            "certainty",
            "effective",
            "onset",
            "expires");

    /**
     * One alert.
     *
     * @param values texts of its own elements by name
     * @param infos texts of the elements of each info
     * @param places where each element of it ends, by its name and text
     * @param namespace which tells its version
     * @param number among all elements, from 1
     * @param isDocument whether it is the document itself
     * @param isPlaced whether it stands where its container has alerts
     */
    record Found(
            Map<String, List<String>> values,
            List<Map<String, List<String>>> infos,
            Map<String, Place> places,
            String namespace,
            int number,
            Place place,
            boolean isDocument,
            boolean isPlaced) {}

    private final XMLStreamReader in;
    private final Deque<String> path = new ArrayDeque<>();
    private final Map<String, Place> places = new HashMap<>();
    private int elements;

    CapWalk(XMLStreamReader in) {
        this.in = in;
    }

    Outcome<List<Found>> read() throws XMLStreamException {
        List<Found> found = new ArrayList<>();
        while (in.hasNext()) {
            Optional<Outcome<List<Found>>> no = refused(in.next());
            if (no.isPresent()) {
                return no.get();
            }
            if (isAlert()) {
                Outcome<Found> alert = alert();
                if (!alert.fold(found::add, refused -> false)) {
                    return alert.then(any -> Outcome.yes(List.of()));
                }
            }
            if (found.size() > CapFeed.ALERTS_MAX) {
                return Outcome.no(Reason.LIMIT_EXCEEDED, "a document has at most " + CapFeed.ALERTS_MAX + " alerts");
            }
        }
        return Outcome.yes(found);
    }

    private boolean isAlert() {
        return in.getEventType() == XMLStreamConstants.START_ELEMENT
                && in.getLocalName().equals("alert")
                && Optional.ofNullable(in.getNamespaceURI())
                        .filter(NAMESPACES::contains)
                        .isPresent();
    }

    /** Keeps the path; a style sheet that a source names for browsers is passed over. */
    private <T> Optional<Outcome<T>> refused(int event) {
        switch (event) {
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
                return Optional.of(Outcome.no(Reason.DOCTYPE_FORBIDDEN, "a DOCTYPE or an entity"));
            }
            case XMLStreamConstants.START_ELEMENT -> {
                path.push(in.getLocalName());
                elements++;
            }
            case XMLStreamConstants.END_ELEMENT -> path.pop();
            default -> {}
        }
        return path.size() > DEPTH_MAX || elements > ELEMENTS_MAX
                ? Optional.of(Outcome.no(Reason.LIMIT_EXCEEDED, "the document is deeper or longer than allowed"))
                : Optional.empty();
    }

    /** Reads to the end of the alert that starts here. */
    private Outcome<Found> alert() throws XMLStreamException {
        int depth = path.size();
        String namespace = in.getNamespaceURI();
        int number = elements;
        Place place = place();
        places.clear();
        boolean isPlaced = depth == 1 || path.contains(CONTAINERS.getOrDefault(path.getLast(), "alert"));
        Map<String, List<String>> values = new HashMap<>();
        List<Map<String, List<String>>> infos = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        while (path.size() >= depth) {
            int event = in.next();
            boolean own = event == XMLStreamConstants.END_ELEMENT && namespace.equals(in.getNamespaceURI());
            if (own && READ.contains(in.getLocalName())) {
                keep(path.size() - depth, values, infos, text);
            }
            Optional<Outcome<Found>> no = refused(event);
            if (no.isPresent()) {
                return no.get();
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                text.setLength(0);
                if (path.size() == depth + 1 && in.getLocalName().equals("info")) {
                    infos.add(new HashMap<>());
                }
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(in.getText());
            }
        }
        return Outcome.yes(
                new Found(values, infos, Map.copyOf(places), namespace, number, place, depth == 1, isPlaced));
    }

    private void keep(
            int level, Map<String, List<String>> values, List<Map<String, List<String>>> infos, StringBuilder text) {
        boolean inInfo = level == 2 && !infos.isEmpty();
        if (level == 1 || inInfo) {
            Map<String, List<String>> owner = level == 1 ? values : infos.get(infos.size() - 1);
            String value = text.toString().strip();
            owner.computeIfAbsent(in.getLocalName(), any -> new ArrayList<>()).add(value);
            places.putIfAbsent(in.getLocalName() + " " + value, place());
        }
    }

    /** Where the reader stands. */
    Place place() {
        return new Place(
                Math.max(1, in.getLocation().getLineNumber()),
                Math.max(1, in.getLocation().getColumnNumber()));
    }
}
