using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Weir.Gateway.Admin.Browsers;
using Weir.Gateway.Admin.Sessions;
using Weir.Gateway.Admin.Work.Browsers;
using Weir.Gateway.Admin.Work.Budgets;
using Weir.Gateway.Admin.Work.Chains;
using Weir.Gateway.Admin.Work.Connections;
using Weir.Gateway.Admin.Work.Credentials;
using Weir.Gateway.Admin.Work.Found;
using Weir.Gateway.Admin.Work.Overrides;
using Weir.Gateway.Admin.Work.Sessions;
using Weir.Gateway.Attempts;
using Weir.Gateway.Browsers;
using Weir.Gateway.Chat;
using Weir.Gateway.Events;
using Weir.Gateway.Money;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Previews;
using Weir.Gateway.Quotas;
using Weir.Gateway.Security;
using Weir.Routing.Health;

namespace Weir.Gateway.Admin.Work;

/// <summary>Puts the admin side together.</summary>
internal static class AdminServiceCollectionExtensions
{
    /// <summary>Adds the operations. Where no gateway was added before, there are no test sessions, and nothing on the board.</summary>
    public static IServiceCollection AddAdmin(this IServiceCollection services, StatusFacts facts, Func<IServiceProvider, LedgerView> ledger)
    {
        services.TryAddSingleton<ISessionAdmin, NoSessions>();
        services.TryAddSingleton<IConsoleAdmin, NoConsole>();
        services.TryAddSingleton<HealthBoard>();
        return services
            .AddSingleton(facts)
            .AddSingleton(ledger)
            .AddSingleton<StatusSource>()
            .AddSingleton<QuotaBoard>()
            .AddSingleton<QuotaView>()
            .AddSingleton<AdminKeys>()
            .AddSingleton<ConnectionTester>()
            .AddSingleton<ConnectionStatuses>()
            .AddSingleton<SignInOffers>()
            .AddSingleton<ConnectionWork>()
            .AddSingleton<CredentialWork>()
            .AddSingleton<SignInWork>()
            .AddSingleton<OpenCodeImport>()
            .AddSingleton<DiscoveredWork>()
            .AddSingleton<StoreWork>()
            .AddSingleton<OverrideWork>()
            .AddSingleton<ChainEntries>()
            .AddSingleton<ChainWork>()
            .AddSingleton<FoundWork>()
            .AddSingleton<ConnectionDetails>()
            .AddPreviews()
            .AddBudgets()
            .AddSingleton<GatewayAdmin>()
            .AddSingleton<IGatewayAdmin>(static provider => provider.GetRequiredService<GatewayAdmin>());
    }

    /// <summary>Offline there is no pipeline: what a preview needs of it is added here.</summary>
    private static IServiceCollection AddPreviews(this IServiceCollection services)
    {
        services.TryAddSingleton<TargetPrices>();
        services.TryAddSingleton<RouteFacts>();
        return services.AddSingleton<IRoutePreview, PresentOrder>().AddSingleton<RoutePreviewer>().AddSingleton<ConfigDiffer>();
    }

    /// <summary>Offline nobody enforces anything: what is changed holds from the next start.</summary>
    private static IServiceCollection AddBudgets(this IServiceCollection services)
    {
        services.TryAddSingleton(new BudgetRefresh(static _ => Task.CompletedTask));
        services.TryAddSingleton<TargetTariffs>();
        services.TryAddSingleton<CostEstimator>();
        services.TryAddSingleton<EstimateWork>();
        return services.AddSingleton<BudgetWork>();
    }

    public static void MapAdminApi(this IEndpointRouteBuilder routes)
    {
        var gatekeeper = routes.ServiceProvider.GetRequiredService<Gatekeeper>();
        AdminEndpoints.Map(routes.ServiceProvider.GetRequiredService<IGatewayAdmin>(), Map);
        routes.ServiceProvider.GetRequiredService<ConsoleSessionEndpoint>().Map(routes, Map);
        Map(AdminRoutes.Events.Method, AdminRoutes.Events.Template, routes.ServiceProvider.GetRequiredService<EventsEndpoint>().StreamAsync);
        Map(AdminRoutes.Chat.Method, AdminRoutes.Chat.Template, routes.ServiceProvider.GetRequiredService<ChatEndpoint>().StreamAsync);

        void Map(string method, string path, RequestDelegate handler) => routes.MapAdmin(method, path, gatekeeper, (http, key) =>
        {
            AdminQuery.NoteCaller(http, key);
            return handler(http);
        });
    }
}
