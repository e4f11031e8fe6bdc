using Microsoft.Extensions.DependencyInjection;
using Weir.Gateway.Admin.Browsers;
using Weir.Gateway.Admin.Sessions;
using Weir.Gateway.Admin.Work.Browsers;
using Weir.Gateway.Admin.Work.Budgets;
using Weir.Gateway.Admin.Work.Sessions;
using Weir.Gateway.Alerts;
using Weir.Gateway.Attempts;
using Weir.Gateway.Audit;
using Weir.Gateway.Background;
using Weir.Gateway.Batches;
using Weir.Gateway.Browsers;
using Weir.Gateway.Caching;
using Weir.Gateway.Chat;
using Weir.Gateway.Events;
using Weir.Gateway.Ingress;
using Weir.Gateway.Ingress.Discovery;
using Weir.Gateway.Ingress.Models;
using Weir.Gateway.Ingress.ServedQuotas;
using Weir.Gateway.Lasting;
using Weir.Gateway.Local;
using Weir.Gateway.Money;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Quotas;
using Weir.Gateway.Realtime;
using Weir.Gateway.Relay;
using Weir.Gateway.Responses;
using Weir.Gateway.ResponsesSocket;
using Weir.Gateway.Security;
using Weir.Gateway.Sessions;
using Weir.Gateway.Simulation;
using Weir.Gateway.Telemetry;
using Weir.Gateway.Upstream;
using Weir.Metering.Budgets;
using Weir.Storage;
using Weir.Storage.Migrations;

namespace Weir.Gateway.Hosting;

/// <summary>Puts the room together.</summary>
internal static class GatewayServiceCollectionExtensions
{
    public static IServiceCollection AddGateway(this IServiceCollection services, GatewaySettings settings) =>
        services.AddSingleton(settings).AddGatewayTables().AddUpstreams().AddCache().AddMoney().AddPipeline().AddSessions().AddResponses().AddSockets().AddLasting().AddBatches().AddIngress().AddLocal().AddSecurity().AddTelemetry().AddAudit().AddAuditCounts().AddAlerts();

    /// <summary>The tables of the room: also a command without a gateway writes to some of them.</summary>
    public static IServiceCollection AddGatewayTables(this IServiceCollection services) =>
        services.AddMigrations(MigrationSet.FromResources("gateway", typeof(GatewayServiceCollectionExtensions).Assembly));

    private static IServiceCollection AddUpstreams(this IServiceCollection services) =>
        services.AddSingleton<SimulatorHandlerFactory>().AddSingleton<UpstreamClients>().AddSingleton<PulseKeeper>().AddHostedService(static provider => provider.GetRequiredService<PulseKeeper>()).AddHostedService<QuotaWatch>();

    private static IServiceCollection AddCache(this IServiceCollection services) => services
        .AddSingleton<MemoryAnswers>().AddSingleton<DatabaseAnswers>().AddSingleton<AnswerCache>().AddHostedService(static provider => provider.GetRequiredService<AnswerCache>())
        .AddSingleton<CacheHit>().AddSingleton<CachedAttempts>();

    private static IServiceCollection AddMoney(this IServiceCollection services) => services
        .AddSingleton<TargetTariffs>().AddSingleton<MoneyRules>().AddSingleton<Runs>().AddSingleton<Debts>().AddSingleton<Holds>().AddSingleton<RateGate>()
        .AddSingleton<CostEstimator>().AddSingleton<EstimateWork>().AddSingleton<EstimateEndpoint>()
        .AddSingleton(static provider => new BudgetRefresh(async token =>
        {
            await provider.GetRequiredService<BudgetWatch>().CheckAsync(token);
            await provider.GetRequiredService<BudgetBook>().DrainAsync(token);
        }))
        .AddSingleton<BudgetWatch>().AddHostedService(static provider => provider.GetRequiredService<BudgetWatch>());

    private static IServiceCollection AddPipeline(this IServiceCollection services) =>
        services.AddSingleton<TargetPrices>().AddSingleton<Settlement>().AddSingleton<Resolver>().AddSingleton<RequestPipeline>()
        .AddSingleton<UpstreamCaller>().AddSingleton<AnswerRelay>().AddSingleton<AttemptRunner>().AddSingleton<RetryBudget>().AddSingleton<Retries>().AddSingleton<Hedges>().AddSingleton<RouteFacts>().AddSingleton<RouteRunner>();

    private static IServiceCollection AddSessions(this IServiceCollection services) =>
        services.AddSingleton<TestSessions>().AddSingleton<FirstMessage>().AddSingleton<ISessionAdmin, SessionWork>();

    private static IServiceCollection AddResponses(this IServiceCollection services) =>
        services.AddSingleton<ResponseStore>().AddSingleton<ResponseKeeper>().AddSingleton<PreviousResponses>().AddSingleton<ResponsesEndpoint>();

    private static IServiceCollection AddSockets(this IServiceCollection services) =>
        services.AddSingleton<RealtimeConnector>().AddSingleton<RealtimeEndpoint>().AddSingleton<ResponsesSocketEndpoint>();

    private static IServiceCollection AddBatches(this IServiceCollection services) => services
        .AddSingleton<ResourceStore>().AddSingleton<ConnectionCalls>().AddSingleton<OwnLists>().AddSingleton<BatchHolds>().AddSingleton<LostBatches>().AddSingleton<BatchSettler>().AddSingleton<ResourcesEndpoint>()
        .AddSingleton<ILastingWork, BatchWork>();

    private static IServiceCollection AddLasting(this IServiceCollection services) => services
        .AddSingleton<LastingHolds>().AddSingleton<LastingBooks>().AddSingleton<BackgroundKeeper>().AddSingleton<ILastingWork, BackgroundWork>()
        .AddSingleton<LastingWatch>().AddHostedService(static provider => provider.GetRequiredService<LastingWatch>());

    private static IServiceCollection AddIngress(this IServiceCollection services) =>
        services.AddSingleton<ModelsEndpoint>().AddSingleton<DiscoveryEndpoint>().AddSingleton<GeminiEndpoint>().AddSingleton<PassThroughEndpoint>().AddSingleton<RequestLookupEndpoint>()
        .AddSingleton<KeyQuotaReader>().AddSingleton<ServedQuotaEndpoint>();

    private static IServiceCollection AddLocal(this IServiceCollection services) =>
        services.AddSingleton<LocalProbe>().AddHostedService<LocalWatch>();

    private static IServiceCollection AddSecurity(this IServiceCollection services) =>
        services.AddSingleton<LocalAdminToken>().AddSingleton<Gatekeeper>().AddSingleton<AdminDoor>().AddBrowsers();

    private static IServiceCollection AddBrowsers(this IServiceCollection services) => services
        .AddSingleton<BrowserSessions>().AddSingleton<IBrowserSessions>(static provider => provider.GetRequiredService<BrowserSessions>())
        .AddSingleton<IConsoleAdmin, ConsoleWork>().AddSingleton<ConsoleSessionEndpoint>().AddSingleton<EventHub>().AddSingleton<EndedWatch>().AddSingleton<EventSource>().AddSingleton<EventsEndpoint>().AddSingleton<ChatEndpoint>();

    private static IServiceCollection AddTelemetry(this IServiceCollection services) =>
        services.AddSingleton<GatewayMetrics>().AddSingleton<PrometheusExporter>();
}
