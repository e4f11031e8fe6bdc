using Microsoft.Extensions.DependencyInjection;
using Weir.Credentials.Exchanges;
using Weir.Credentials.OAuth;

namespace Weir.Credentials.Refresh;

/// <summary>Adds what keeps tokens fresh.</summary>
internal static class RefreshServiceCollectionExtensions
{
    /// <summary>Adds the auth method <c>oauth</c> and the exchanges, on top of <c>AddStores</c> and <c>AddOAuth</c>.</summary>
    public static IServiceCollection AddRefresh(this IServiceCollection services) => services
        .AddSingleton<ICredentialLeases, DatabaseLeases>()
        .AddSingleton<TokenKeepers>()
        .AddSingleton<IAuthMethodKind, OAuthMethodKind>()
        .AddSingleton<ITokenExchange, ClientCredentialsTokens>()
        .AddSingleton<ITokenExchange, GitLabDirectAccess>();
}
