using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Weir.Gateway.Admin.Work.Credentials;
using Weir.Gateway.Security;
using Weir.Routing.Health;

namespace Weir.Gateway.Admin.Work;

/// <summary>Puts the admin side together.</summary>
internal static class AdminServiceCollectionExtensions
{
    public static IServiceCollection AddAdmin(this IServiceCollection services, StatusFacts facts, Func<IServiceProvider, LedgerView> ledger)
    {
        // Without a gateway in the process there is a board as well, with nothing on it.
        services.TryAddSingleton<HealthBoard>();
        return services.AddWork(facts, ledger);
    }

    private static IServiceCollection AddWork(this IServiceCollection services, StatusFacts facts, Func<IServiceProvider, LedgerView> ledger) => services
        .AddSingleton(facts)
        .AddSingleton(ledger)
        .AddSingleton<StatusSource>()
        .AddSingleton<AdminKeys>()
        .AddSingleton<ConnectionTester>()
        .AddSingleton<ConnectionStatuses>()
        .AddSingleton<SignInOffers>()
        .AddSingleton<ConnectionWork>()
        .AddSingleton<CredentialWork>()
        .AddSingleton<SignInWork>()
        .AddSingleton<OpenCodeImport>()
        .AddSingleton<StoreWork>()
        .AddSingleton<GatewayAdmin>()
        .AddSingleton<IGatewayAdmin>(static provider => provider.GetRequiredService<GatewayAdmin>());

    public static void MapAdminApi(this IEndpointRouteBuilder routes)
    {
        var gatekeeper = routes.ServiceProvider.GetRequiredService<Gatekeeper>();
        AdminEndpoints.Map(
            routes.ServiceProvider.GetRequiredService<IGatewayAdmin>(),
            (method, path, handler) => routes.MapAdmin(method, path, gatekeeper, (http, _) => handler(http)));
    }
}
