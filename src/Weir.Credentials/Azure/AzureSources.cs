using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Weir.Credentials.Clouds;

namespace Weir.Credentials.Azure;

/// <summary>
/// The places that Azure tokens come from, in the order they are asked. What the connection's own variables can say (service principal,
/// workload identity, authority, client id) is given to the library; where the platform's managed identity listens, and the path the
/// programs are found on, it reads from the process's environment by itself.
/// </summary>
internal static class AzureSources
{
    private static readonly TimeSpan Programs = TimeSpan.FromSeconds(30);

    // The variables by which a platform says that it has a managed identity, beside the metadata server of virtual machines.
    private static readonly string[] ManagedIdentityVariables = ["IDENTITY_ENDPOINT", "MSI_ENDPOINT", "IMDS_ENDPOINT"];

    public static bool HasServicePrincipal(Func<string, string?> environment) =>
        environment.Has("AZURE_CLIENT_ID", "AZURE_TENANT_ID") && (environment.Has("AZURE_CLIENT_SECRET") || environment.Has("AZURE_CLIENT_CERTIFICATE_PATH"));

    public static bool HasWorkloadIdentity(Func<string, string?> environment) =>
        environment.Has("AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE");

    public static bool HasManagedIdentity(Func<string, string?> environment) => ManagedIdentityVariables.Any(name => environment.Has(name));

    /// <summary>The folders in which the vendor's programs leave what they know of a sign-in.</summary>
    public static IEnumerable<string> ProgramFolders(Func<string, string?> environment)
    {
        var home = environment.Home();
        return new[]
        {
            environment.Read("AZURE_CONFIG_DIR") is { } cli ? Path.Combine(cli, "azureProfile.json") : home is null ? null : Path.Combine(home, ".azure", "azureProfile.json"),
            home is null ? null : Path.Combine(home, ".azd", "auth.json"),
        }.OfType<string>();
    }

    /// <summary>An identity that somebody set up in the environment is the only one asked: no other stands in for it when it fails.</summary>
    public static IReadOnlyList<AzureSource> For(AuthOrder order, HttpMessageHandler handler)
    {
        var environment = order.Environment;
        var tenant = order.Settings.Tenant ?? environment.Read("AZURE_TENANT_ID");
        var client = environment.Read("AZURE_CLIENT_ID");
        if (HasServicePrincipal(environment))
        {
            return [new AzureSource("Azure service principal " + client, ServicePrincipal(environment, tenant!, client!, handler))];
        }

        if (HasWorkloadIdentity(environment))
        {
            var own = new WorkloadIdentityCredentialOptions { TenantId = tenant, ClientId = client, TokenFilePath = environment.Read("AZURE_FEDERATED_TOKEN_FILE") };
            var options = With(own, environment, handler);
            return [new AzureSource("Azure workload identity " + client, new WorkloadIdentityCredential(options))];
        }

        var identity = client is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(client);
        var managed = new ManagedIdentityCredential(With(new ManagedIdentityCredentialOptions(identity), environment, handler));
        if (HasManagedIdentity(environment))
        {
            return [new AzureSource("Azure managed identity", managed)];
        }

        return
        [
            new AzureSource("Azure CLI", new AzureCliCredential(new AzureCliCredentialOptions { TenantId = tenant, ProcessTimeout = Programs })),
            new AzureSource("Azure Developer CLI", new AzureDeveloperCliCredential(new AzureDeveloperCliCredentialOptions { TenantId = tenant, ProcessTimeout = Programs })),
            new AzureSource("Azure managed identity", managed, IsGuess: true),
        ];
    }

    private static TokenCredential ServicePrincipal(Func<string, string?> environment, string tenant, string client, HttpMessageHandler handler) =>
        environment.Read("AZURE_CLIENT_SECRET") is { } secret
            ? new ClientSecretCredential(tenant, client, secret, With(new ClientSecretCredentialOptions(), environment, handler))
            : new ClientCertificateCredential(tenant, client, environment.Read("AZURE_CLIENT_CERTIFICATE_PATH")!, With(new ClientCertificateCredentialOptions(), environment, handler));

    private static T With<T>(T options, Func<string, string?> environment, HttpMessageHandler handler)
        where T : TokenCredentialOptions
    {
        options.Transport = new HttpClientTransport(handler);
        if (options is not ManagedIdentityCredentialOptions)
        {
            // Routing goes on to another connection sooner than the library would give up. Managed identities take their time to wake up.
            options.Retry.MaxRetries = 1;
        }

        if (environment.Read("AZURE_AUTHORITY_HOST") is { } authority)
        {
            options.AuthorityHost = new Uri(authority);
        }

        return options;
    }
}
