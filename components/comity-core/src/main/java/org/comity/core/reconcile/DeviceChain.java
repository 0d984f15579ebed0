package org.comity.core.reconcile;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.comity.core.ledger.MeshStore;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Origin;

/** How far a device, or a series, has counted: its last sequence and oid. A sequence of zero: nothing yet. */
record DeviceChain(String name, long sequence, Optional<Oid> last) {

    static DeviceChain read(MeshStore store, String name) {
        return store.get(Table.DEVICE, RowKey.of(name))
                .map(octets -> {
                    ByteBuffer in = ByteBuffer.wrap(octets.bytes());
                    long sequence = in.getLong();
                    byte[] oid = new byte[Digest.SIZE];
                    in.get(oid);
                    return new DeviceChain(name, sequence, Optional.of(new Oid(Digest.of(oid))));
                })
                .orElseGet(() -> new DeviceChain(name, 0, Optional.empty()));
    }

    /** The origin of the next observation of this chain. */
    Origin next(Voice voice, MeshId mesh) {
        return new Origin(mesh, voice.authority(), voice.device(), sequence + 1, last);
    }

    DeviceChain after(Oid oid) {
        return new DeviceChain(name, sequence + 1, Optional.of(oid));
    }

    DeviceChain at(long number, Oid oid) {
        return new DeviceChain(name, number, Optional.of(oid));
    }

    Write write() {
        byte[] value = ByteBuffer.allocate(Long.BYTES + Digest.SIZE)
                .putLong(sequence)
                .put(last.orElseThrow().digest().bytes())
                .array();
        return new Write.Put(Table.DEVICE, RowKey.of(name), Octets.of(value));
    }
}
