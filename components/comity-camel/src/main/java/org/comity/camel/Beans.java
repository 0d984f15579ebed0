package org.comity.camel;

import org.apache.camel.CamelContext;

/** Finds the parts that an application binds. */
final class Beans {
    private Beans() {}

    /**
     * The bean of that name.
     *
     * @throws IllegalArgumentException with one sentence that names what is missing
     */
    static <T> T require(CamelContext context, String name, Class<T> type, String scheme) {
        T bean = context.getRegistry().lookupByNameAndType(name, type);
        if (bean == null) {
            throw new IllegalArgumentException(scheme + ":" + name + " needs " + article(type) + type.getSimpleName()
                    + " named '" + name + "' in the registry");
        }
        return bean;
    }

    private static String article(Class<?> type) {
        return "AEIOU".indexOf(type.getSimpleName().charAt(0)) < 0 ? "a " : "an ";
    }
}
