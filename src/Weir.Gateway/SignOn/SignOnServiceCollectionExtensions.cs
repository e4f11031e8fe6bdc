using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Weir.Credentials.OAuth;
using Weir.Gateway.Audit;
using Weir.Gateway.Browsers;
using Weir.Gateway.SignOn.Oidc;
using Weir.Gateway.SignOn.Proxy;
using Weir.Routing.Configuration;

namespace Weir.Gateway.SignOn;

/// <summary>Adds what <c>console</c> in weir.yaml configures.</summary>
internal static class SignOnServiceCollectionExtensions
{
    public static IServiceCollection AddSignOn(this IServiceCollection services, ConsoleConfig config)
    {
        services.AddSingleton(config).AddSingleton<SignOnUsers>().AddSingleton<SignOnStates>().AddSingleton<IProxySignOn, ProxySignOn>();
        if (config.Oidc is { } oidc)
        {
            services.AddSingleton(provider => new OidcSignOn(
                oidc,
                provider.GetRequiredService<OAuthClient>(),
                provider.GetRequiredService<SignOnStates>(),
                provider.GetRequiredService<SignOnUsers>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<OidcSignOn>>()));
        }

        return services.AddSingleton(provider => new SignOnEndpoint(
            config,
            provider.GetRequiredService<IProxySignOn>(),
            provider.GetRequiredService<BrowserSessions>(),
            provider.GetRequiredService<AuditLog>(),
            provider.GetRequiredService<AuditTally>(),
            provider.GetService<OidcSignOn>()));
    }
}
