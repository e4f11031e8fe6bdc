using Microsoft.Extensions.DependencyInjection;

namespace Weir.Credentials.Discovery;

internal static class DiscoveryServiceCollectionExtensions
{
    public static IServiceCollection AddDiscovery(this IServiceCollection services) => services.AddSingleton<IAuthMethodKind, WellKnownMethodKind>();
}
