using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Weir.Credentials;

namespace Weir.Gateway.Audit;

/// <summary>Puts the audit log together, in the gateway and in a command without one.</summary>
internal static class AuditServiceCollectionExtensions
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.TryAddSingleton(AuditActor.Gateway);
        return services
            .AddSingleton<AuditTable>()
            .AddSingleton<AuditLog>()
            .AddSingleton<AuditHooks>()
            .AddSingleton<AuditedVault>()
            .AddSingleton<ICredentialVault>(static provider => provider.GetRequiredService<AuditedVault>());
    }

    /// <summary>What only a gateway counts.</summary>
    public static IServiceCollection AddAuditCounts(this IServiceCollection services) => services
        .AddSingleton<AuditTally>()
        .AddHostedService(static provider => provider.GetRequiredService<AuditTally>())
        .AddSingleton<FallbackNotes>();
}
