package org.comity.artemis;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.apache.activemq.artemis.utils.CertificateUtil;
import org.jspecify.annotations.Nullable;

/** Lets in who holds the key of a client's very certificate, and no one by name or password. */
final class CertificateSecurity implements ActiveMQSecurityManager5 {
    private final List<Client> clients;

    CertificateSecurity(List<Client> clients) {
        this.clients = List.copyOf(clients);
    }

    @Override
    public @Nullable Subject authenticate(
            @Nullable String user, @Nullable String password, RemotingConnection connection, @Nullable String domain) {
        X509Certificate[] certificates = CertificateUtil.getCertsFromConnection(connection);
        if (certificates == null || certificates.length == 0) {
            return null;
        }
        return clients.stream()
                .filter(client -> client.certificate().equals(certificates[0]))
                .findFirst()
                .map(client -> new Subject(true, Set.of(new UserPrincipal(client.name())), Set.of(), Set.of()))
                .orElse(null);
    }

    @Override
    public boolean authorize(Subject subject, Set<Role> roles, CheckType check, String address) {
        return subject != null
                && subject.getPrincipals(UserPrincipal.class).stream()
                        .anyMatch(client -> roles.stream().anyMatch(role -> isOf(client, role) && check.hasRole(role)));
    }

    private static boolean isOf(UserPrincipal client, Role role) {
        return List.of(Grant.Use.values()).stream()
                .anyMatch(use -> role.getName().equals(BrokerXml.role(client.getName(), use)));
    }

    @Override
    public boolean validateUser(@Nullable String user, @Nullable String password) {
        return false;
    }

    @Override
    public boolean validateUserAndRole(
            @Nullable String user, @Nullable String password, Set<Role> roles, CheckType check) {
        return false;
    }
}
