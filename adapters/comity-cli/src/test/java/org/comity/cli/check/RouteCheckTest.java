package org.comity.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.comity.cli.check.Finding.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteCheckTest {
    private static final RouteCheck CHECK = new RouteCheck();
    private static final String ROUTE = """
            - route:
                id: probe
                from:
                  uri: "timer:tick?period=5s"
                  steps:
                    - %s
            """;
    private static final String CHAIN = """
            - route:
                from:
                  uri: "comity-gateway:routine?agreement=roads&encounter=peer"
                  steps:
            """;

    private static List<Finding> check(String text) {
        return CHECK.check(Map.of("probe.yaml", text));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            too: "log:x"                                                   | UNKNOWN_STEP   | there is no step 'too'
            to: {uri: "log:x", patern: InOnly}                             | UNKNOWN_OPTION | to has no option 'patern'
            to: "comity-gateway:routine?agreement=a&encountr=b"            | UNKNOWN_OPTION | comity-gateway has no option 'encountr'
            to: {uri: "log:x", pattern: Both}                              | BAD_VALUE      | pattern is 'Both', not one of InOnly, InOut
            to: "comity-partition:peer?operation=LEAVE"                    | BAD_VALUE      | comity-partition: operation is 'LEAVE', not one of ENROLL, REJOIN, ONE_WAY, DISCONNECT, QUARANTINE, STATUS
            to: {uri: "timer:x", parameters: {period: often}}              | BAD_VALUE      | timer: period is 'often', not a duration such as 5s or 1m30s
            loop: {constant: 3, copy: perhaps}                             | BAD_VALUE      | copy is 'perhaps', not true or false
            throttle: {constant: 1, timePeriodMillis: soon}                | BAD_VALUE      | timePeriodMillis is 'soon', not a duration such as 5s or 1m30s
            setHeader: {simple: x}                                         | MISSING_OPTION | setHeader needs the option 'name'
            filter: {steps: []}                                            | MISSING_OPTION | filter needs an expression
            to: "comity-gateway:routine"                                   | MISSING_OPTION | comity-gateway needs the option 'agreement'
            to: "kamelet:comity-feed?mappin=a.yaml"                        | UNKNOWN_OPTION | kamelet has no option 'mappin'
            to: "kamelet:comity-picture?format=csv"                        | MISSING_OPTION | kamelet needs the option 'sender'
            to: "nosuch:thing"                                             | UNKNOWN_SCHEME | there is no endpoint scheme 'nosuch'
            to: ["log:x"]                                                  | FORM           | to takes no list
            """)
    void namesWhatCannotWorkInAStepAndItsLine(String step, Rule rule, String sentence) {
        assertThat(check(ROUTE.formatted(step))).contains(new Finding("probe.yaml", 6, rule, sentence));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            to: "log:x?level=DEBUG&showAll=true"
            toD: "comity-observe:mesh?voice=${body.authority.urn}"
            to: {uri: "comity-gateway:routine", parameters: {agreement: roads, encounter: "{{peer}}"}}
            to: {uri: "kamelet:comity-feed", parameters: {mapping: roads.yaml}}
            to: "kamelet:my-own?anything=goes"
            split: {simple: "${body}", steps: [{log: "${body}"}]}
            choice: {when: [{simple: "${body} != null", steps: [{to: "direct:a"}]}], otherwise: {steps: [{stop: {}}]}}
            setBody: {expression: {constant: {expression: hello}}}
            throttle: {constant: 1, timePeriodMillis: 1s}
            """)
    void findsNothingInWhatWorks(String step) {
        assertThat(check(ROUTE.formatted(step))).isEmpty();
    }

    @Test
    void stagesMustFollowOneAnotherAndReachTheLedger() {
        // Given
        String wrong = CHAIN + "        - to: \"comity-verify:roads\"\n        - to: \"comity-admit:roads\"\n";
        String brief = CHAIN + "        - to: \"comity-verify:roads\"\n        - to: \"comity-translate:roads\"\n";

        // When
        List<Finding> findings = CHECK.check(Map.of("wrong.yaml", wrong, "brief.yaml", brief));

        // Then
        assertThat(findings)
                .containsExactlyInAnyOrder(
                        new Finding(
                                "wrong.yaml",
                                3,
                                Rule.STAGE_ORDER,
                                "this route cannot work: comity-admit stands where comity-translate belongs"),
                        new Finding(
                                "brief.yaml",
                                3,
                                Rule.STAGE_ORDER,
                                "this route cannot work: it ends before comity-record, so nothing of it would be kept"));
    }

    @Test
    void aStageBeginsNoRoute() {
        assertThat(check("- from:\n    uri: \"comity-verify:roads\"\n    steps: []\n"))
                .containsExactly(
                        new Finding("probe.yaml", 2, Rule.UNKNOWN_SCHEME, "comity-verify can only be sent to"));
    }

    @Test
    void templatesAreKnownByTheKitOrByTheFilesBesideThem() {
        // Given
        String own = "- routeTemplate:\n    id: own\n    parameters: [{name: a}, {name: b, defaultValue: c}]\n"
                + "    from: {uri: \"direct:{{a}}\", steps: [{to: \"log:{{b}}\"}]}\n";
        String uses = "- templatedRoute: {routeTemplateRef: own, parameters: [{name: a, value: x}]}\n"
                + "- templatedRoute: {routeTemplateRef: own, parameters: [{name: z, value: x}]}\n"
                + "- templatedRoute: {routeTemplateRef: comity-boundary, parameters: [{name: agreement, value: x}]}\n"
                + "- templatedRoute: {routeTemplateRef: nowhere}\n";

        // When
        List<Finding> findings = CHECK.check(Map.of("own.yaml", own, "uses.yaml", uses));

        // Then
        assertThat(findings)
                .extracting(Finding::line, Finding::rule, Finding::sentence)
                .containsExactlyInAnyOrder(
                        tuple(2, Rule.MISSING_OPTION, "own needs the parameter 'a'"),
                        tuple(2, Rule.UNKNOWN_OPTION, "own has no parameter 'z'"),
                        tuple(3, Rule.MISSING_OPTION, "comity-boundary needs the parameter 'channel'"),
                        tuple(3, Rule.MISSING_OPTION, "comity-boundary needs the parameter 'encounter'"),
                        tuple(4, Rule.UNKNOWN_TEMPLATE, "there is no route template 'nowhere'"));
    }

    @ParameterizedTest
    @CsvSource({"'a: [b', 1", "'- a: 1\n  a: 2\n', 2", "'', 1", "'route: x', 1", "'- &a [*a]', 1", "'\t- x', 1"})
    void whatIsNoListOfRoutesIsOneFinding(String text, int line) {
        assertThat(check(text)).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo(Rule.FORM);
            assertThat(finding.line()).isEqualTo(line);
        });
    }
}
