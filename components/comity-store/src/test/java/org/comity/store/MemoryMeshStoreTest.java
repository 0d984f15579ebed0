package org.comity.store;

import org.comity.core.ledger.MeshStore;

class MemoryMeshStoreTest extends MeshStoreContract {
    @Override
    MeshStore open() {
        return new MemoryMeshStore();
    }
}
