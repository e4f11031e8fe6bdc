using Microsoft.Extensions.DependencyInjection;
using Weir.Credentials.OAuth.Grants;
using Weir.Credentials.SignIn;

namespace Weir.Credentials.OAuth;

/// <summary>Adds OAuth.</summary>
internal static class OAuthServiceCollectionExtensions
{
    /// <summary>Adds the token endpoint and the grants that people sign in by; needs a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddOAuth(this IServiceCollection services) => services
        .AddSingleton(static provider => new OAuthClient(Handler(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<TokenEndpoint>()
        .AddSingleton<ISignInGrant, AuthorizationCodeGrant>()
        .AddSingleton<ISignInGrant, DeviceCodeGrant>()
        .AddSingleton<ISignInGrant, ImplicitGrant>()
        .AddSingleton<ISignInGrant, OpenAiDeviceGrant>();

    // Lives as long as the program; connections are renewed, so that changes of names in the net are seen. A redirect would carry codes and
    // refresh tokens elsewhere, and a cookie one person's sign-in into another's.
    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
