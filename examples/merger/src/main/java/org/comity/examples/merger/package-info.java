/**
 * Two companies that merged, a Spring Boot application each: master data of five systems, one joint picture under an agreed
 * survivorship, brokers between. Main types: {@link org.comity.examples.merger.Demo}, which tells it, and
 * {@link org.comity.examples.merger.Company}, the application.
 */
@NullMarked
package org.comity.examples.merger;

import org.jspecify.annotations.NullMarked;
