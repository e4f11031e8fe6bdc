using Microsoft.Extensions.DependencyInjection;
using Weir.Credentials.Aws;

namespace Weir.Credentials.Clouds;

/// <summary>Adds the sign-ins of the clouds.</summary>
internal static class CloudsServiceCollectionExtensions
{
    public static IServiceCollection AddClouds(this IServiceCollection services) => services
        .AddSingleton<IAuthMethodKind>(static provider => new AwsMethodKind(provider.GetRequiredService<TimeProvider>()));
}
