package org.comity.core.temporal;

import java.util.List;
import java.util.Map;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;

/**
 * Observations and beacons as a graph whose edges are proofs of order, packed: chains, the links between them, and for each
 * place the beacons before and behind it. Immutable for readers; {@link Growth} makes the next one.
 */
record TimeGraph(
        Columns.View columns,
        Slots<Chain> chains,
        Slots<Link> links,
        Slots<Head> heads,
        List<MeshId> meshes,
        Map<MeshPair, Crossings> crossings) {

    /** Two meshes, by number. */
    record MeshPair(int first, int second) {}

    /** A place on a chain; {@code chain} is negative for what the set lacks. */
    record Spot(int chain, int place) {
        static final Spot NOWHERE = new Spot(-1, -1);

        boolean isSomewhere() {
            return chain >= 0;
        }
    }

    /** Where an observation of the set stands; nowhere where the set lacks it, also when others name it. */
    Spot spot(Oid oid) {
        int number = columns.number(oid);
        return number < 0 ? Spot.NOWHERE : spot(number);
    }

    /** Where the observation of that number stands. It may have been placed since this graph was drawn: then nowhere. */
    Spot spot(int number) {
        int chain = columns.chain(number);
        int place = columns.place(number);
        boolean held = chain >= 0
                && chain < chains.size()
                && place < chains.get(chain).length()
                && chains.get(chain).member(place) == number;
        return held ? new Spot(chain, place) : Spot.NOWHERE;
    }

    /** Where a beacon stands; nowhere while it is only named, or is not believed. */
    Spot spot(Head head) {
        return new Spot(head.chain(), head.place());
    }

    Chain chain(Spot spot) {
        return chains.get(spot.chain());
    }

    /** The size of the head of that number: by what the heads of one mesh compare. */
    long size(int head) {
        return heads.get(head).ref().size();
    }

    /** The latest head of that mesh that leads to the spot, itself included; {@link Staircase#NONE} where none does. */
    int latest(Spot spot, int ofMesh) {
        Chain chain = chain(spot);
        return chain.kind == Chain.Kind.BEACONS && chain.mesh == ofMesh
                ? chain.member(spot.place())
                : chain.latest(ofMesh).upTo(spot.place());
    }

    /** The earliest head of that mesh that follows the spot, itself included; {@link Staircase#NONE} where none does. */
    int earliest(Spot spot, int ofMesh) {
        Chain chain = chain(spot);
        return chain.kind == Chain.Kind.BEACONS && chain.mesh == ofMesh
                ? chain.member(spot.place())
                : chain.earliest(ofMesh).downFrom(spot.place());
    }
}
