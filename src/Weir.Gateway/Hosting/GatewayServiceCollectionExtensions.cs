using Microsoft.Extensions.DependencyInjection;
using Weir.Gateway.Batches;
using Weir.Gateway.Caching;
using Weir.Gateway.Ingress;
using Weir.Gateway.Ingress.Models;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Realtime;
using Weir.Gateway.Relay;
using Weir.Gateway.Responses;
using Weir.Gateway.ResponsesSocket;
using Weir.Gateway.Security;
using Weir.Gateway.Simulation;
using Weir.Gateway.Telemetry;
using Weir.Gateway.Upstream;
using Weir.Storage;
using Weir.Storage.Migrations;

namespace Weir.Gateway.Hosting;

/// <summary>Puts the room together.</summary>
internal static class GatewayServiceCollectionExtensions
{
    public static IServiceCollection AddGateway(this IServiceCollection services, GatewaySettings settings) =>
        services.AddSingleton(settings).AddMigrations(MigrationSet.FromResources("gateway", typeof(GatewayServiceCollectionExtensions).Assembly)).AddUpstreams().AddCache().AddPipeline().AddResponses().AddSockets().AddBatches().AddIngress().AddSecurity().AddTelemetry();

    private static IServiceCollection AddUpstreams(this IServiceCollection services) =>
        services.AddSingleton<SimulatorHandlerFactory>().AddSingleton<UpstreamClients>().AddSingleton<PulseKeeper>().AddHostedService(static provider => provider.GetRequiredService<PulseKeeper>());

    private static IServiceCollection AddCache(this IServiceCollection services) => services
        .AddSingleton<MemoryAnswers>().AddSingleton<DatabaseAnswers>().AddSingleton<AnswerCache>().AddHostedService(static provider => provider.GetRequiredService<AnswerCache>())
        .AddSingleton<CacheHit>().AddSingleton<CachedAttempts>();

    private static IServiceCollection AddPipeline(this IServiceCollection services) =>
        services.AddSingleton<TargetPrices>().AddSingleton<Settlement>().AddSingleton<AttemptRunner>().AddSingleton<RequestPipeline>();

    private static IServiceCollection AddResponses(this IServiceCollection services) =>
        services.AddSingleton<ResponseStore>().AddSingleton<ResponseKeeper>().AddSingleton<PreviousResponses>().AddSingleton<ResponsesEndpoint>();

    private static IServiceCollection AddSockets(this IServiceCollection services) =>
        services.AddSingleton<RealtimeConnector>().AddSingleton<RealtimeEndpoint>().AddSingleton<ResponsesSocketEndpoint>();

    private static IServiceCollection AddBatches(this IServiceCollection services) => services
        .AddSingleton<ResourceStore>().AddSingleton<ConnectionCalls>().AddSingleton<OwnLists>().AddSingleton<BatchSettler>().AddSingleton<ResourcesEndpoint>()
        .AddSingleton<BatchWatch>().AddHostedService(static provider => provider.GetRequiredService<BatchWatch>());

    private static IServiceCollection AddIngress(this IServiceCollection services) =>
        services.AddSingleton<ModelsEndpoint>().AddSingleton<GeminiEndpoint>().AddSingleton<PassThroughEndpoint>().AddSingleton<RequestLookupEndpoint>();

    private static IServiceCollection AddSecurity(this IServiceCollection services) =>
        services.AddSingleton<LocalAdminToken>().AddSingleton<Gatekeeper>();

    private static IServiceCollection AddTelemetry(this IServiceCollection services) =>
        services.AddSingleton<GatewayMetrics>().AddSingleton<PrometheusExporter>();
}
