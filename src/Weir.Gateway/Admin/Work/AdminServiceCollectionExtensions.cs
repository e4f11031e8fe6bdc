using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Weir.Gateway.Admin.Work.Credentials;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Previews;
using Weir.Gateway.Security;

namespace Weir.Gateway.Admin.Work;

/// <summary>Puts the admin side together.</summary>
internal static class AdminServiceCollectionExtensions
{
    public static IServiceCollection AddAdmin(this IServiceCollection services, StatusFacts facts, Func<IServiceProvider, LedgerView> ledger) => services
        .AddSingleton(facts)
        .AddSingleton(ledger)
        .AddSingleton<StatusSource>()
        .AddSingleton<AdminKeys>()
        .AddSingleton<ConnectionTester>()
        .AddSingleton<SignInOffers>()
        .AddSingleton<ConnectionWork>()
        .AddSingleton<CredentialWork>()
        .AddSingleton<SignInWork>()
        .AddSingleton<OpenCodeImport>()
        .AddSingleton<StoreWork>()
        .AddPreviews()
        .AddSingleton<GatewayAdmin>()
        .AddSingleton<IGatewayAdmin>(static provider => provider.GetRequiredService<GatewayAdmin>());

    /// <summary>Offline there is no pipeline: what a preview needs of it is added here.</summary>
    private static IServiceCollection AddPreviews(this IServiceCollection services)
    {
        services.TryAddSingleton<TargetPrices>();
        return services.AddSingleton<IRoutePreview, ConfiguredOrder>().AddSingleton<RoutePreviewer>().AddSingleton<ConfigDiffer>();
    }

    public static void MapAdminApi(this IEndpointRouteBuilder routes)
    {
        var gatekeeper = routes.ServiceProvider.GetRequiredService<Gatekeeper>();
        AdminEndpoints.Map(
            routes.ServiceProvider.GetRequiredService<IGatewayAdmin>(),
            (method, path, handler) => routes.MapAdmin(method, path, gatekeeper, (http, _) => handler(http)));
    }
}
