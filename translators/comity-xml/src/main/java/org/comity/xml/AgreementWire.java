package org.comity.xml;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** The agreement document as JAXB sees it. {@link AgreementDocument} maps it to the domain and back. */
@NullUnmarked
@XmlRootElement(name = "agreement")
@XmlAccessorType(XmlAccessType.FIELD)
@XmlType(
        propOrder = {
            "parties",
            "authorities",
            "regions",
            "weights",
            "domains",
            "filter",
            "chain",
            "policies",
            "comparator",
            "channels",
            "labelPolicies",
            "releases",
            "budgets",
            "receipts",
            "classes",
            "refusals",
            "limits"
        })
final class AgreementWire {

    @XmlAttribute
    String id;

    @XmlAttribute
    int epoch;

    @XmlAttribute
    String previous;

    @XmlAttribute
    int driftPpm;

    @XmlAttribute
    Integer suite;

    @XmlElement(name = "party")
    List<PartyWire> parties = new ArrayList<>();

    @XmlElement(name = "authority")
    List<AuthorityWire> authorities = new ArrayList<>();

    @XmlElement(name = "region")
    List<RegionWire> regions = new ArrayList<>();

    @XmlElement(name = "weight")
    List<WeightWire> weights = new ArrayList<>();

    @XmlElement(name = "domain")
    List<DomainWire> domains = new ArrayList<>();

    @XmlElement(name = "filter")
    List<FilterWire> filter = new ArrayList<>();

    @XmlElement(name = "compare")
    List<String> chain = new ArrayList<>();

    @XmlElement(name = "policy")
    List<PolicyWire> policies = new ArrayList<>();

    ComparatorWire comparator;

    @XmlElement(name = "channel")
    List<ChannelWire> channels = new ArrayList<>();

    @XmlElement(name = "labelPolicy")
    List<LabelPolicyWire> labelPolicies = new ArrayList<>();

    @XmlElement(name = "release")
    List<ReleaseWire> releases = new ArrayList<>();

    @XmlElement(name = "budget")
    List<BudgetWire> budgets = new ArrayList<>();

    ReceiptsWire receipts;

    @XmlElement(name = "class")
    List<ClassWire> classes = new ArrayList<>();

    @XmlElement(name = "refusal")
    List<String> refusals = new ArrayList<>();

    LimitsWire limits;

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(
            name = "party",
            propOrder = {"anchors", "agents", "ledgerKey"})
    static final class PartyWire {
        @XmlAttribute
        String mesh;

        @XmlElement(name = "anchor")
        List<String> anchors = new ArrayList<>();

        @XmlElement(name = "agent")
        List<String> agents = new ArrayList<>();

        String ledgerKey;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(name = "authority")
    static final class AuthorityWire {
        @XmlAttribute
        String name;

        @XmlAttribute
        String mesh;

        @XmlAttribute
        int priority;

        @XmlElement(name = "scheme")
        List<String> schemes = new ArrayList<>();
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(name = "region")
    static final class RegionWire {
        @XmlAttribute
        String name;

        @XmlAttribute
        String authority;

        @XmlElement(name = "corner")
        List<LocationWire> ring = new ArrayList<>();
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(name = "location")
    static final class LocationWire {
        @XmlAttribute
        int latitudeMicro;

        @XmlAttribute
        int longitudeMicro;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(name = "weight")
    static final class WeightWire {
        @XmlAttribute
        String authority;

        @XmlAttribute
        String when;

        @XmlAttribute
        int add;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(
            name = "domain",
            propOrder = {"featureSchemes", "property", "associator", "thresholds", "deciders"})
    static final class DomainWire {
        @XmlAttribute
        String name;

        @XmlAttribute
        String kind;

        @XmlAttribute
        String constraint;

        @XmlAttribute
        int quorum;

        @XmlElement(name = "featureScheme")
        List<String> featureSchemes = new ArrayList<>();

        NamedWire property;

        String associator;

        ThresholdsWire thresholds;

        @XmlElement(name = "decider")
        List<String> deciders = new ArrayList<>();
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(name = "named")
    static final class NamedWire {
        @XmlAttribute
        String scheme;

        @XmlAttribute
        String value;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(name = "thresholds")
    static final class ThresholdsWire {
        @XmlAttribute
        int contestedMax;

        @XmlAttribute
        int contestedPermilleMax;

        @XmlAttribute
        int undecidableMax;

        @XmlAttribute
        int forkDepthMax;

        @XmlAttribute
        Integer revocationAgeSecondsMax;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(name = "filter")
    static final class FilterWire {
        @XmlAttribute
        String effect;

        @XmlAttribute
        String authority;

        @XmlAttribute
        String domain;

        @XmlAttribute
        String tierMin;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(
            name = "policy",
            propOrder = {"weights", "chain"})
    static final class PolicyWire {
        @XmlAttribute
        String name;

        @XmlElement(name = "weight")
        List<WeightWire> weights = new ArrayList<>();

        @XmlElement(name = "compare")
        List<String> chain = new ArrayList<>();
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(name = "comparator")
    static final class ComparatorWire {
        @XmlAttribute
        String name;

        @XmlAttribute
        String version;

        @XmlAttribute
        String artifact;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(name = "channel")
    static final class ChannelWire {
        @XmlAttribute
        String name;

        @XmlAttribute
        String from;

        @XmlAttribute
        String to;

        @XmlAttribute
        String trafficClass;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(name = "labelPolicy")
    static final class LabelPolicyWire {
        @XmlAttribute
        String id;

        @XmlAttribute
        String file;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(
            name = "release",
            propOrder = {"property", "ceilings"})
    static final class ReleaseWire {
        @XmlAttribute
        String trafficClass;

        @XmlAttribute
        String unlabelled;

        @XmlAttribute
        String from;

        @XmlAttribute
        String authority;

        @XmlAttribute
        String featureScheme;

        NamedWire property;

        @XmlElement(name = "ceiling")
        List<CeilingWire> ceilings = new ArrayList<>();
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(name = "ceiling")
    static final class CeilingWire {
        @XmlAttribute
        String policy;

        @XmlAttribute
        String classification;

        @XmlElement(name = "category")
        List<CategoryWire> categories = new ArrayList<>();
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(name = "category")
    static final class CategoryWire {
        @XmlAttribute
        String tag;

        @XmlAttribute
        String type;

        @XmlAttribute
        String value;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(name = "budget")
    static final class BudgetWire {
        @XmlAttribute
        String trafficClass;

        @XmlAttribute
        int items;

        @XmlAttribute
        long octets;

        @XmlAttribute
        int periodSeconds;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(name = "receipts")
    static final class ReceiptsWire {
        @XmlAttribute
        int outstandingMax;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(name = "class")
    static final class ClassWire {
        @XmlAttribute
        String name;

        @XmlAttribute
        int agentsMin;

        @XmlElement(name = "domain")
        List<String> domains = new ArrayList<>();
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(name = "limits")
    static final class LimitsWire {
        @XmlAttribute
        int observationOctetsMax;

        @XmlAttribute
        int consignmentItemsMax;

        @XmlAttribute
        int consignmentOctetsMax;

        @XmlAttribute
        int heldMax;

        @XmlAttribute
        Integer equivalencePathMax;
    }
}
