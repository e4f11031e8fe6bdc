using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Weir.Gateway.Admin.Browsers;
using Weir.Gateway.Admin.Roles;
using Weir.Gateway.Admin.Sessions;
using Weir.Gateway.Admin.Work.Alerts;
using Weir.Gateway.Admin.Work.Audit;
using Weir.Gateway.Admin.Work.Browsers;
using Weir.Gateway.Admin.Work.Budgets;
using Weir.Gateway.Admin.Work.Chains;
using Weir.Gateway.Admin.Work.Connections;
using Weir.Gateway.Admin.Work.Credentials;
using Weir.Gateway.Admin.Work.Found;
using Weir.Gateway.Admin.Work.Limits;
using Weir.Gateway.Admin.Work.Overrides;
using Weir.Gateway.Admin.Work.People;
using Weir.Gateway.Admin.Work.Reconciling;
using Weir.Gateway.Admin.Work.Requests;
using Weir.Gateway.Admin.Work.Sessions;
using Weir.Gateway.Admin.Work.Settings;
using Weir.Gateway.Admin.Work.Usage;
using Weir.Gateway.Alerts;
using Weir.Gateway.Attempts;
using Weir.Gateway.Audit;
using Weir.Gateway.Browsers;
using Weir.Gateway.Chat;
using Weir.Gateway.Events;
using Weir.Gateway.Money;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Previews;
using Weir.Gateway.Quotas;
using Weir.Gateway.Recommendations;
using Weir.Gateway.Security;
using Weir.Gateway.SignOn;
using Weir.Metering.Usage;
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
            .AddSingleton<ReconcileWork>()
            .AddSingleton<QuotaBoard>()
            .AddSingleton<KeptQuotas>()
            .AddSingleton<QuotaAsker>()
            .AddSingleton<QuotaPoller>()
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
            .AddSingleton<PeopleWork>()
            .AddSingleton<AuditWork>()
            .AddAlertChannels()
            .AddSingleton<AlertWork>()
            .AddSingleton<UsageWork>()
            .AddSingleton<CostArithmetic>()
            .AddSingleton<RequestWork>()
            .AddSingleton<ChainEntries>()
            .AddSingleton<ChainWork>()
            .AddSingleton<FoundWork>()
            .AddSingleton<ConnectionDetails>()
            .AddSingleton<SettingValues>()
            .AddSingleton<SettingsWork>()
            .AddSingleton<DiagnosticsWork>()
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
        services.TryAddSingleton<ExperienceQueries>();
        services.TryAddSingleton<ModelRecommender>();
        services.TryAddSingleton<PriceView>();
        services.TryAddSingleton<MoneyRules>();
        return services.AddSingleton<BudgetWork>().AddSingleton<HoldWork>().AddSingleton<TrialWork>().AddSingleton<LimitWork>().AddSingleton<RunCapWork>();
    }

    public static void MapAdminApi(this IEndpointRouteBuilder routes)
    {
        var door = routes.ServiceProvider.GetRequiredService<AdminDoor>();
        AdminEndpoints.Map(routes.ServiceProvider.GetRequiredService<IGatewayAdmin>(), Map);
        routes.ServiceProvider.GetRequiredService<ConsoleSessionEndpoint>().Map(routes, Map);
        routes.ServiceProvider.GetRequiredService<SignOnEndpoint>().Map(routes);
        Map(AdminRoutes.Events, routes.ServiceProvider.GetRequiredService<EventsEndpoint>().StreamAsync);
        Map(AdminRoutes.Chat, routes.ServiceProvider.GetRequiredService<ChatEndpoint>().StreamAsync);

        void Map(AdminRoute route, RequestDelegate handler) => routes.MapAdmin(route.Method, route.Template, door, OperationRoles.Of(route), async (http, caller) =>
        {
            AdminQuery.NoteCaller(http, caller);
            AuditScope.Actor = AuditScope.Of(http, caller);
            await handler(http);
        });
    }
}
