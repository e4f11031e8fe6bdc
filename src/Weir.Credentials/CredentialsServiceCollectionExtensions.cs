using Microsoft.Extensions.DependencyInjection;
using Weir.Credentials.Clouds;
using Weir.Credentials.Commands;
using Weir.Credentials.Discovery;
using Weir.Credentials.Methods;
using Weir.Credentials.OAuth;
using Weir.Credentials.OpenCode;
using Weir.Credentials.Refresh;
using Weir.Credentials.SignIn;
using Weir.Credentials.Stores;
using Weir.Storage;
using Weir.Storage.Migrations;

namespace Weir.Credentials;

/// <summary>Puts the room together.</summary>
public static class CredentialsServiceCollectionExtensions
{
    /// <summary>Adds the auth methods, secret stores and sign-ins, on top of <c>AddStorage</c>.</summary>
    public static IServiceCollection AddCredentials(this IServiceCollection services, CredentialOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return services
            .AddMigrations(MigrationSet.FromResources("credentials", typeof(CredentialsServiceCollectionExtensions).Assembly))
            .AddSingleton(options)
            .AddStores(options.Store, options.Environment)
            .AddClouds()
            .AddOAuth()
            .AddRefresh()
            .AddDiscovery()
            .AddSingleton(new OpenCodeAuth(options.Environment))
            .AddSingleton<AuthMethods>()
            .AddSingleton<IAuthMethodKind, ApiKeyMethodKind>()
            .AddSingleton<IAuthMethodKind, NoneMethodKind>()
            .AddSingleton<IAuthMethodKind, CommandMethodKind>()
            .AddSingleton<SignIns>();
    }
}
