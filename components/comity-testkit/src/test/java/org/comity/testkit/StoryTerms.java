package org.comity.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Comparison;
import org.comity.core.agreement.Domain;
import org.comity.core.agreement.Thresholds;
import org.comity.core.authority.AuthorityId;
import org.comity.core.observation.ObservedProperty;

/** The terms of a story: random ones between its parties. */
record StoryTerms(Random random, Story.Density density, LocalMeshes meshes, List<String> names) {
    static final ObservedProperty STATE = new ObservedProperty("urn:properties", "state");
    static final ObservedProperty LEVEL = new ObservedProperty("urn:properties", "level");
    static final String ANEW = "anew";

    Agreement agree(Optional<Agreement> before) {
        AgreementSketch sketch = meshes.sketch(names);
        int strictness = random.nextInt(3);
        List<AuthorityId> deciders = new ArrayList<>();
        for (String name : names) {
            sketch.authority(first(name), meshes.mesh(name), random.nextInt(3), scheme(name));
            sketch.authority(second(name), meshes.mesh(name), random.nextInt(3), "urn:second:" + name);
            deciders.add(first(name));
        }
        Thresholds thresholds = new Thresholds(strictness, 1_000, strictness, 1_000_000);
        String[] schemes = names.stream().map(StoryTerms::scheme).toArray(String[]::new);
        sketch.domain(new Domain(
                "state",
                Domain.Kind.EVENT,
                List.of(schemes),
                STATE,
                Optional.of(first(names.get(0))),
                Domain.Constraint.ONE_PER_SCHEME,
                thresholds,
                deciders,
                2));
        sketch.domain(new Domain(
                "level",
                Domain.Kind.INTERVAL,
                List.of(schemes),
                LEVEL,
                Optional.empty(),
                Domain.Constraint.NONE,
                thresholds,
                deciders,
                2));
        List<Comparison> chain = new ArrayList<>(List.of(Comparison.values()));
        chain.remove(Comparison.AUTHORITY_WEIGHT);
        chain.remove(Comparison.JURISDICTION);
        chain.remove(Comparison.CUSTOM);
        Collections.shuffle(chain, random);
        if (density == Story.Density.DENSE) {
            chain.remove(Comparison.PRIORITY);
            chain.remove(Comparison.CORROBORATION);
        }
        sketch.chain(chain.subList(0, random.nextInt(chain.size() + 1)).toArray(Comparison[]::new));
        List<Comparison> anew = new ArrayList<>(List.of(Comparison.values()));
        anew.remove(Comparison.CUSTOM);
        Collections.shuffle(anew, random);
        sketch.policy(ANEW, anew.subList(0, 3 + random.nextInt(3)).toArray(Comparison[]::new));
        before.ifPresent(sketch::after);
        return sketch.agree();
    }

    static AuthorityId first(String name) {
        return new AuthorityId("urn:authority:" + name);
    }

    static AuthorityId second(String name) {
        return new AuthorityId("urn:authority:" + name + ":second");
    }

    static String scheme(String name) {
        return "urn:ids:" + name;
    }
}
