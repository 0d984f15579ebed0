package org.comity.xml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.comity.core.control.Statement;
import org.comity.core.control.StatementKind;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.xml.CanonicalForm.Attribute;

/**
 * Takes in one walk the long list with which a consignment or a receipt ends; the general path judges the statement around it. What
 * is not in the one form is not taken: then the general path judges the whole.
 */
final class ListScanner {
    private static final byte[] MEMBER = CanonicalForm.ascii("<s:member");
    private static final byte[] MEMBER_END = CanonicalForm.ascii("</s:member>");
    private static final byte[] PATH = CanonicalForm.ascii("<s:path>");
    private static final byte[] PATH_END = CanonicalForm.ascii("</s:path>");
    private static final byte[] ITEM = CanonicalForm.ascii("<s:item");
    private static final byte[] ITEM_END = CanonicalForm.ascii("></s:item>");

    private final CanonicalCursor in;

    private ListScanner(byte[] list) {
        this.in = new CanonicalCursor(list);
    }

    /**
     * Reads a statement whose list is in the one form.
     *
     * @param general reads the statement without its list
     * @return empty where the general path must judge the whole
     */
    static Optional<Statement> read(StatementKind kind, Octets octets, Function<Octets, Outcome<Statement>> general) {
        if (octets.size() > HardenedXml.OCTETS_MAX) {
            return Optional.empty();
        }
        return switch (kind) {
            case CONSIGNMENT ->
                read(octets.bytes(), MEMBER, "</s:consignment>", general, (around, list) -> {
                    Statement.Consignment one = (Statement.Consignment) around;
                    return new Statement.Consignment(
                            one.agent(), one.sequence(), one.previous(), one.head(), list.members());
                });
            case RECEIPT ->
                read(
                        octets.bytes(),
                        ITEM,
                        "</s:receipt>",
                        general,
                        (around, list) ->
                                new Statement.Receipt(((Statement.Receipt) around).consignment(), list.items()));
            default -> Optional.empty();
        };
    }

    /** Puts the list into the statement that was read without it. */
    private interface Joining {
        Statement join(Statement around, ListScanner list);
    }

    private static Optional<Statement> read(
            byte[] octets, byte[] first, String last, Function<Octets, Outcome<Statement>> general, Joining joining) {
        byte[] end = CanonicalForm.ascii(last);
        int from = find(octets, first);
        int to = octets.length - end.length;
        if (from < 0 || to < from || !Arrays.equals(octets, to, octets.length, end, 0, end.length)) {
            return Optional.empty();
        }
        byte[] around = Arrays.copyOf(octets, from + end.length);
        System.arraycopy(end, 0, around, from, end.length);
        ListScanner list = new ListScanner(Arrays.copyOfRange(octets, from, to));
        try {
            return general.apply(Octets.of(around))
                    .fold(statement -> Optional.of(joining.join(statement, list)), no -> Optional.empty());
        } catch (CanonicalCursor.Unusual | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int find(byte[] octets, byte[] literal) {
        for (int at = 0; at + literal.length <= octets.length; at++) {
            if (octets[at] == '<' && Arrays.equals(octets, at, at + literal.length, literal, 0, literal.length)) {
                return at;
            }
        }
        return -1;
    }

    private List<Statement.Member> members() {
        List<Statement.Member> members = new ArrayList<>();
        while (in.takes(MEMBER)) {
            long place = in.number(Attribute.LEAF_INDEX);
            Digest oid = in.digest(Attribute.OID);
            in.take(CanonicalForm.TAG_END);
            List<Digest> path = new ArrayList<>();
            while (in.takes(PATH)) {
                path.add(in.digest());
                in.take(PATH_END);
            }
            in.take(MEMBER_END);
            if (place < 0) {
                throw CanonicalCursor.Unusual.HERE;
            }
            members.add(new Statement.Member(new Oid(oid), place, path));
        }
        in.end();
        return members;
    }

    private List<Statement.Item> items() {
        List<Statement.Item> items = new ArrayList<>();
        while (in.takes(ITEM)) {
            Digest digest = in.digest(Attribute.DIGEST);
            Optional<Reason> reason = in.has(Attribute.REASON)
                    ? Optional.of(Reason.valueOf(in.value(Attribute.REASON)))
                    : Optional.empty();
            in.take(ITEM_END);
            items.add(new Statement.Item(digest, reason));
        }
        in.end();
        return items;
    }
}
