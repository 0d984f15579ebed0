package org.comity.crosswalk;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Equivalence;
import org.comity.core.taxonomy.Equivalence.Predicate;
import org.eclipse.rdf4j.model.Resource;
import org.eclipse.rdf4j.model.Statement;
import org.eclipse.rdf4j.rio.RDFHandler;
import org.eclipse.rdf4j.rio.RDFHandlerException;
import org.eclipse.rdf4j.rio.RDFParseException;
import org.eclipse.rdf4j.rio.helpers.AbstractRDFHandler;
import org.eclipse.rdf4j.rio.helpers.RDFHandlerWrapper;
import org.eclipse.rdf4j.rio.turtle.TurtleParser;

/**
 * The mapping properties of SKOS in Turtle. Labels, notes and hierarchies inside one scheme are passed over. SKOS states no confidence and no justification: the reader says both.
 */
public final class SkosTurtle {
    /** What a relative IRI of a document without a base begins with, so that it is seen. */
    static final String BASE = "urn:comity:document";

    /** The deepest that a list or a blank node may stand in others. */
    static final int DEPTH_MAX = 64;

    private static final String GENERAL = Words.SKOS + "mappingRelation";

    private SkosTurtle() {}

    /** One equivalence, or why there is none, for each mapping statement in the order of the document. */
    public static Outcome<List<SssomTsv.Mapping>> read(String turtle, Equivalence.Kind kind, String justification) {
        if (turtle.length() > Tsv.LENGTH_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a mapping set has at most " + Tsv.LENGTH_MAX + " characters");
        }
        Mappings mappings = new Mappings(kind, justification);
        try {
            TurtleParser parser = new Bounded();
            parser.setRDFHandler(new Counted(mappings, turtle.length()));
            parser.setParseLocationListener((line, column) -> mappings.line = Math.toIntExact(line));
            parser.parse(new StringReader(turtle.startsWith("\uFEFF") ? turtle.substring(1) : turtle), BASE);
            return Outcome.yes(List.copyOf(mappings.found));
        } catch (RDFHandlerException tooMany) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a mapping set has at most " + Tsv.ROWS_MAX + " mappings");
        } catch (Stopped stopped) {
            return switch (stopped.why) {
                case DEPTH ->
                    Outcome.no(Reason.LIMIT_EXCEEDED, "lists and blank nodes stand at most " + DEPTH_MAX + " deep");
                case STANDSTILL -> Outcome.no(Reason.MALFORMED, "not Turtle behind line " + mappings.line);
            };
        } catch (RDFParseException broken) {
            String where = broken.getLineNumber() < 1 ? "at the end" : "at line " + broken.getLineNumber();
            return Outcome.no(
                    Reason.MALFORMED,
                    "not Turtle " + where + ": "
                            + Words.shown(String.valueOf(broken.getMessage()).replaceAll(" \\[line .*", "")));
        } catch (IOException | IllegalArgumentException beyond) {
            // The text is in memory: the parser runs out of the few characters that it can take back, or looks behind
            // the end.
            return Outcome.no(Reason.MALFORMED, "not Turtle behind line " + mappings.line);
        }
    }

    /**
     * The statements that say exactly these equivalences, sorted. {@link Reason#NO_EQUIVALENCE} for a denial, which SKOS cannot
     * say; {@link Reason#MALFORMED} for a term that no IRI leads back to.
     */
    public static Outcome<String> write(Collection<Equivalence> equivalences) {
        TreeSet<String> statements = new TreeSet<>();
        for (Equivalence one : equivalences) {
            if (one.predicate() == Predicate.NOT || one.predicate() == Predicate.NO_TERM) {
                return Outcome.no(Reason.NO_EQUIVALENCE, "SKOS cannot say that a name has no match");
            }
            if (!Iri.names(one.subject()) || !Iri.names(one.object())) {
                return Outcome.no(Reason.MALFORMED, "a term has no IRI that leads back to it");
            }
            statements.add("<" + iri(one.subject()) + "> <" + Words.SKOS
                    + Words.property(one.predicate()) + "> <" + iri(one.object())
                    + "> .\n");
        }
        return Outcome.yes(String.join("", statements));
    }

    private static String iri(Term term) {
        return Iri.prefix(term.scheme()) + Iri.encoded(term.value());
    }

    /** Why the parser is stopped from without. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        enum Why {
            DEPTH,
            STANDSTILL
        }

        private final Why why;

        Stopped(Why why) {
            super(why.name(), null, false, false);
            this.why = why;
        }
    }

    /** No statement is shorter than a character, and an item of a list makes two: where there are more, the parser stands still. */
    private static final class Counted extends RDFHandlerWrapper {
        private final long most;
        private long count;

        Counted(RDFHandler handler, int characters) {
            super(handler);
            this.most = 4L * characters;
        }

        @Override
        public void handleStatement(Statement statement) {
            if (++count > most) {
                throw new Stopped(Stopped.Why.STANDSTILL);
            }
            super.handleStatement(statement);
        }
    }

    /** The parser calls itself for what stands in brackets: how often has a stated maximum. */
    private static final class Bounded extends TurtleParser {
        private int depth;

        @Override
        protected Resource parseCollection() throws IOException, RDFParseException, RDFHandlerException {
            enter();
            Resource read = super.parseCollection();
            depth--;
            return read;
        }

        @Override
        protected Resource parseImplicitBlank() throws IOException, RDFParseException, RDFHandlerException {
            enter();
            Resource read = super.parseImplicitBlank();
            depth--;
            return read;
        }

        private void enter() {
            if (++depth > DEPTH_MAX) {
                throw new Stopped(Stopped.Why.DEPTH);
            }
        }
    }

    /** Takes the statements as they are read. */
    static final class Mappings extends AbstractRDFHandler {
        private final Equivalence.Kind kind;
        private final String justification;
        final List<SssomTsv.Mapping> found = new ArrayList<>();
        int line;

        Mappings(Equivalence.Kind kind, String justification) {
            this.kind = kind;
            this.justification = justification;
        }

        @Override
        public void handleStatement(Statement statement) {
            String property = statement.getPredicate().stringValue();
            Optional<Predicate> predicate = Words.predicate(property);
            if (predicate.isEmpty() && !property.equals(GENERAL)) {
                return;
            }
            if (found.size() == Tsv.ROWS_MAX) {
                throw new RDFHandlerException("too many");
            }
            found.add(new SssomTsv.Mapping(line, outcome(statement, predicate)));
        }

        private Outcome<Equivalence> outcome(Statement statement, Optional<Predicate> predicate) {
            if (predicate.isEmpty()) {
                return Outcome.no(Reason.NO_EQUIVALENCE, "the predicate does not say how the names are related");
            }
            if (!statement.getSubject().isIRI() || !statement.getObject().isIRI()) {
                return Outcome.no(Reason.MALFORMED, "a mapping relates two IRIs");
            }
            if (statement.getSubject().stringValue().startsWith(BASE)
                    || statement.getObject().stringValue().startsWith(BASE)) {
                return Outcome.no(Reason.MALFORMED, "an IRI is relative, and the document states no base");
            }
            try {
                return Outcome.yes(new Equivalence(
                        kind,
                        Iri.term(statement.getSubject().stringValue()),
                        predicate.get(),
                        Iri.term(statement.getObject().stringValue()),
                        justification,
                        1_000));
            } catch (IllegalArgumentException broken) {
                return Outcome.no(
                        Reason.MALFORMED,
                        Optional.ofNullable(broken.getMessage()).orElse("a value is not well formed"));
            }
        }
    }
}
