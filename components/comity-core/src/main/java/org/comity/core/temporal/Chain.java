package org.comity.core.temporal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A run of observations, or of one mesh's beacons, each of which is proven to come before the next, so that a place on it
 * says who precedes whom. It knows, by place, the latest beacon of each mesh that leads here and the earliest that follows.
 */
final class Chain {
    private static final Staircase EMPTY = new Staircase();

    /** What the chain holds. */
    enum Kind {
        OBSERVATIONS,
        BEACONS
    }

    final Kind kind;

    /** The growth that may change this value in place. */
    final int growth;

    /** The mesh of all its members, by number. */
    final int mesh;

    private final Ints members;
    private final Ints ins;
    private final Ints outs;
    private @Nullable Staircase[] latest;
    private @Nullable Staircase[] earliest;

    Chain(Kind kind, int mesh, int growth) {
        this.kind = kind;
        this.mesh = mesh;
        this.growth = growth;
        this.members = new Ints();
        this.ins = new Ints();
        this.outs = new Ints();
        this.latest = new Staircase[0];
        this.earliest = new Staircase[0];
    }

    private Chain(Chain shared, int growth) {
        this.kind = shared.kind;
        this.mesh = shared.mesh;
        this.growth = growth;
        this.members = shared.members.copy();
        this.ins = shared.ins.copy();
        this.outs = shared.outs.copy();
        this.latest = copy(shared.latest);
        this.earliest = copy(shared.earliest);
    }

    private static @Nullable Staircase[] copy(@Nullable Staircase[] shared) {
        @Nullable Staircase[] copy = new Staircase[shared.length];
        for (int i = 0; i < copy.length; i++) {
            Staircase one = shared[i];
            copy[i] = one == null ? null : one.copy();
        }
        return copy;
    }

    Chain copy(int forGrowth) {
        return new Chain(this, forGrowth);
    }

    int length() {
        return members.size();
    }

    int member(int place) {
        return members.get(place);
    }

    /** Appends a member: its place. */
    int append(int member) {
        members.add(member);
        return members.size() - 1;
    }

    /** Numbers of the links that lead here. */
    Ints ins() {
        return ins;
    }

    /** Numbers of the links that lead away. */
    Ints outs() {
        return outs;
    }

    /** The latest beacon of each mesh that leads to a place, read upward. */
    Staircase latest(int ofMesh) {
        return of(latest, ofMesh);
    }

    /** The earliest beacon of each mesh that follows a place, read downward. */
    Staircase earliest(int ofMesh) {
        return of(earliest, ofMesh);
    }

    private static Staircase of(@Nullable Staircase[] all, int mesh) {
        Staircase found = mesh < all.length ? all[mesh] : null;
        return found == null ? EMPTY : found;
    }

    Staircase latestToChange(int ofMesh) {
        latest = wide(latest, ofMesh);
        return filled(latest, ofMesh);
    }

    Staircase earliestToChange(int ofMesh) {
        earliest = wide(earliest, ofMesh);
        return filled(earliest, ofMesh);
    }

    private static @Nullable Staircase[] wide(@Nullable Staircase[] all, int mesh) {
        return mesh < all.length ? all : Arrays.copyOf(all, mesh + 1);
    }

    private static Staircase filled(@Nullable Staircase[] all, int mesh) {
        Staircase found = all[mesh];
        if (found == null) {
            found = new Staircase();
            all[mesh] = found;
        }
        return found;
    }
}
