package org.comity.core.arbitration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.AuthorityEntry;
import org.comity.core.agreement.Comparison;
import org.comity.core.agreement.Domain;
import org.comity.core.agreement.FilterRule;
import org.comity.core.agreement.Location;
import org.comity.core.authority.AttestationTier;

/**
 * Every kind of candidate that a domain can see: each field that varies takes up to three values, an authority or a scheme
 * each that the agreement tells apart.
 *
 * @param locations one in each region, and none
 */
record Universe(Domain domain, List<Profile> profiles, List<Optional<Location>> locations) {

    /** What varies. */
    enum Field {
        SCHEME,
        TIER,
        MAPPING,
        BRACKET,
        EVIDENCE,
        EDITION,
        RESULT
    }

    Universe {
        profiles = List.copyOf(profiles);
        locations = List.copyOf(locations);
    }

    /** The fields that the agreement's chain reads; the authority always varies. */
    static Set<Field> read(Agreement agreement) {
        Set<Field> fields = EnumSet.noneOf(Field.class);
        for (Comparison step : agreement.chain()) {
            fields.addAll(
                    switch (step) {
                        case PRIORITY, JURISDICTION -> EnumSet.noneOf(Field.class);
                        case AUTHORITY_WEIGHT -> EnumSet.of(Field.SCHEME);
                        case ADMISSIBILITY -> EnumSet.of(Field.TIER, Field.MAPPING, Field.BRACKET);
                        case CORROBORATION -> EnumSet.of(Field.RESULT);
                        case RECENCY -> EnumSet.of(Field.EVIDENCE, Field.EDITION);
                        case CUSTOM -> EnumSet.of(Field.SCHEME, Field.TIER, Field.MAPPING, Field.BRACKET, Field.RESULT);
                    });
        }
        return fields;
    }

    /** Whoever the filter admits, with every combination of these fields. */
    static Universe of(Agreement agreement, Domain domain, Set<Field> fields) {
        List<Profile> profiles = new ArrayList<>();
        for (AuthorityEntry authority : agreement.authorities()) {
            for (String scheme : schemes(agreement, domain, fields)) {
                for (AttestationTier tier : admitted(agreement, domain, authority, fields)) {
                    profiles.addAll(vary(authority, scheme, tier, fields, profiles.size()));
                }
            }
        }
        return new Universe(domain, profiles, locations(agreement));
    }

    private static List<Profile> vary(
            AuthorityEntry authority, String scheme, AttestationTier tier, Set<Field> fields, int before) {
        List<Profile> all = new ArrayList<>();
        for (int mapping : fields.contains(Field.MAPPING) ? new int[] {1_000, 900, 500} : new int[] {1_000}) {
            for (int bracket = 0; bracket <= (fields.contains(Field.BRACKET) ? 1 : 0); bracket++) {
                for (Profile.Evidence evidence : Profile.Evidence.values()) {
                    for (int edition = 0; edition <= (fields.contains(Field.EDITION) ? 2 : 0); edition++) {
                        for (int result = 0; result <= (fields.contains(Field.RESULT) ? 2 : 0); result++) {
                            int said = fields.contains(Field.RESULT) ? result : (before + all.size()) % 3;
                            all.add(new Profile(
                                    authority, scheme, tier, mapping, bracket == 1, evidence, edition, said));
                        }
                    }
                    if (!fields.contains(Field.EVIDENCE)) {
                        break;
                    }
                }
            }
        }
        return all;
    }

    /** One scheme of each owner, and one of nobody. */
    private static List<String> schemes(Agreement agreement, Domain domain, Set<Field> fields) {
        Map<String, String> byOwner = new LinkedHashMap<>();
        for (String scheme : domain.featureSchemes()) {
            byOwner.putIfAbsent(
                    agreement
                            .ownerOf(scheme)
                            .map(owner -> owner.authority().urn())
                            .orElse(""),
                    scheme);
        }
        List<String> schemes = List.copyOf(byOwner.values());
        return fields.contains(Field.SCHEME) || schemes.isEmpty() ? schemes : schemes.subList(0, 1);
    }

    /** The tiers at which the filter lets that authority be weighed; the best alone where tiers do not matter. */
    private static List<AttestationTier> admitted(
            Agreement agreement, Domain domain, AuthorityEntry authority, Set<Field> fields) {
        List<AttestationTier> tiers = Arrays.stream(AttestationTier.values())
                .filter(tier -> isAdmitted(agreement.filter(), domain, authority, tier))
                .toList();
        return fields.contains(Field.TIER) || tiers.isEmpty() ? tiers : tiers.subList(tiers.size() - 1, tiers.size());
    }

    /** Default deny; forbid wins. */
    static boolean isAdmitted(List<FilterRule> filter, Domain domain, AuthorityEntry authority, AttestationTier tier) {
        List<FilterRule.Effect> effects = filter.stream()
                .filter(rule -> rule.applies(authority.authority(), domain.name(), tier))
                .map(FilterRule::effect)
                .toList();
        return effects.contains(FilterRule.Effect.PERMIT) && !effects.contains(FilterRule.Effect.FORBID);
    }

    /** A place of which each region is the first, where one was found; and no place. */
    private static List<Optional<Location>> locations(Agreement agreement) {
        List<Optional<Location>> found = new ArrayList<>();
        IntStream.range(0, agreement.regions().size())
                .mapToObj(region -> Places.first(agreement, region))
                .filter(Optional::isPresent)
                .forEach(found::add);
        found.add(Optional.empty());
        return found;
    }
}
