/**
 * Where a mesh keeps what it holds: in memory, and embedded on disk with RocksDB. Main type:
 * {@link org.comity.store.RocksDbMeshStore}. Deliberately absent: any knowledge of what the rows mean.
 */
@NullMarked
package org.comity.store;

import org.jspecify.annotations.NullMarked;
