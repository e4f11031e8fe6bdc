using Microsoft.Extensions.DependencyInjection;
using Weir.Credentials.Aws;
using Weir.Credentials.Azure;
using Weir.Credentials.Google;

namespace Weir.Credentials.Clouds;

/// <summary>Adds the sign-ins of the clouds.</summary>
internal static class CloudsServiceCollectionExtensions
{
    /// <summary>Adds <c>aws</c>, <c>gcp</c> and <c>azure</c>; needs a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddClouds(this IServiceCollection services)
    {
        // One handler for as long as the program runs; connections are renewed, so that changes of names in the net are seen.
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        return services
            .AddSingleton<IAuthMethodKind>(static provider => new AwsMethodKind(provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<IAuthMethodKind>(provider => new GoogleMethodKind(provider.GetRequiredService<TimeProvider>(), handler))
            .AddSingleton<IAuthMethodKind>(provider => new AzureMethodKind(provider.GetRequiredService<TimeProvider>(), handler));
    }
}
