package org.comity.xml;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAttribute;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.observation.BeaconRef;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.Term;
import org.jspecify.annotations.Nullable;

/** A name in a scheme, and the reference to a beacon: the small parts that every document shares. */
@XmlAccessorType(XmlAccessType.FIELD)
final class WireName {
    @XmlAttribute
    @Nullable String scheme;

    @XmlAttribute
    @Nullable String value;

    static WireName of(String scheme, String value) {
        WireName name = new WireName();
        name.scheme = scheme;
        name.value = value;
        return name;
    }

    static WireName of(FeatureOfInterest feature) {
        return of(feature.scheme(), feature.value());
    }

    static WireName of(Term term) {
        return of(term.scheme(), term.value());
    }

    FeatureOfInterest feature() {
        return new FeatureOfInterest(Text.required(scheme, "scheme"), Text.required(value, "value"));
    }

    ObservedProperty property() {
        return new ObservedProperty(Text.required(scheme, "scheme"), Text.required(value, "value"));
    }

    Term term() {
        return new Term(Text.required(scheme, "scheme"), Text.required(value, "value"));
    }

    /** The reference to a beacon. */
    @XmlAccessorType(XmlAccessType.FIELD)
    static final class Beacon {
        @XmlAttribute
        @Nullable String mesh;

        @XmlAttribute
        @Nullable Long size;

        @XmlAttribute
        @Nullable String root;

        static Beacon of(BeaconRef ref) {
            Beacon beacon = new Beacon();
            beacon.mesh = ref.mesh().urn();
            beacon.size = ref.size();
            beacon.root = ref.root().hex();
            return beacon;
        }

        BeaconRef ref() {
            return new BeaconRef(
                    new MeshId(Text.required(mesh, "mesh")),
                    Text.required(size, "size"),
                    Digest.parse(Text.required(root, "root")));
        }
    }
}
