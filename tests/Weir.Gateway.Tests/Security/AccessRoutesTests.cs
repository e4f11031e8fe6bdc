using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Weir.Credentials;
using Weir.Gateway.Admin.Work;
using Weir.Gateway.Hosting;
using Weir.Gateway.Ingress;
using Weir.Gateway.Security;
using Weir.Gateway.SignOn;
using Weir.Gateway.Telemetry;
using Weir.Metering;
using Weir.Routing;
using Weir.Routing.Configuration;
using Weir.Storage;
using Weir.Storage.Folders;

namespace Weir.Gateway.Tests.Security;

public sealed class AccessRoutesTests : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"weir-routes-{Guid.NewGuid():N}");
    private ServiceProvider? _services;

    [Fact]
    public async Task A_route_without_access_is_found()
    {
        await using var services = new ServiceCollection().AddLogging().AddRoutingCore().BuildServiceProvider();
        var routes = new RouteTable(services);
        routes.MapPublic("GET", "/open", static _ => Task.CompletedTask);
        routes.MapMethods("/forgotten", ["GET"], static _ => Task.CompletedTask);

        Assert.Contains("/forgotten", Assert.Single(routes.DataSources.SelectMany(static source => source.Undeclared())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_route_of_unknown_access_is_found()
    {
        await using var services = new ServiceCollection().AddLogging().AddRoutingCore().BuildServiceProvider();
        var routes = new RouteTable(services);
        routes.MapMethods("/unsure", ["GET"], static _ => Task.CompletedTask).WithMetadata(new AccessMetadata(Access.Unknown));

        Assert.Single(routes.DataSources.SelectMany(static source => source.Undeclared()));
    }

    [Fact]
    public void Every_route_of_the_gateway_declares_its_access() =>
        Assert.Empty(RealRoutes().DataSources.SelectMany(static source => source.Undeclared()));

    [Fact]
    public void Every_route_below_admin_is_for_admins() =>
        Assert.All(Below("/admin"), static endpoint => Assert.Equal(Access.Admin, AccessOf(endpoint)));

    [Fact]
    public void There_are_routes_below_admin() => Assert.NotEmpty(Below("/admin"));

    [Fact]
    public void Every_POST_of_the_data_plane_is_for_clients() =>
        Assert.All(Below("/v1").Where(static endpoint => Methods(endpoint).Contains("POST")), static endpoint => Assert.Equal(Access.Client, AccessOf(endpoint)));

    [Fact]
    public void Every_pass_through_is_for_clients() =>
        Assert.All(Below("/p/"), static endpoint => Assert.Equal(Access.Client, AccessOf(endpoint)));

    [Fact]
    public async Task A_client_s_route_asks_for_a_key()
    {
        var http = new DefaultHttpContext();
        var endpoint = Below("/v1/chat/completions").Single(static endpoint => Methods(endpoint).Contains("POST"));
        await endpoint.RequestDelegate!(http);

        Assert.Equal(401, http.Response.StatusCode);
    }

    [Fact]
    public async Task Each_route_of_an_admin_asks_for_a_key()
    {
        foreach (var endpoint in Below("/admin"))
        {
            var http = new DefaultHttpContext();
            await endpoint.RequestDelegate!(http);
            Assert.Equal(401, http.Response.StatusCode);
        }
    }

    public ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static Access? AccessOf(Endpoint endpoint) => endpoint.Metadata.GetMetadata<AccessMetadata>()?.Access;

    private static IReadOnlyList<string> Methods(Endpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];

    private RouteEndpoint[] Below(string path) =>
        [.. RealRoutes().DataSources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>().Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith(path, StringComparison.Ordinal))];

    /// <summary>The table that the server maps, over the services that it composes; nothing is started.</summary>
    private RouteTable RealRoutes()
    {
        var folder = DataFolder.Open(_folder);
        _services ??= new ServiceCollection()
            .AddLogging()
            .AddRoutingCore()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IHostApplicationLifetime, NoLifetime>()
            .AddStorage(folder)
            .AddMetering()
            .AddCredentials(new CredentialOptions(static _ => null, "file"))
            .AddWeirRouting(RoutingStart.Load(Path.Combine(_folder, "weir.yaml"), folder.FullPath, static _ => null))
            .AddGateway(new GatewaySettings()).AddSignOn(new ConsoleConfig())
            .AddAdmin(new StatusFacts("0.0.0", "weir.yaml"), static _ => new LedgerView(static _ => Task.CompletedTask))
            .BuildServiceProvider();
        var routes = new RouteTable(_services);
        routes.MapHealth();
        routes.MapDataPlane();
        routes.MapAdminApi();
        routes.MapUnknown();
        return routes;
    }

    private sealed class RouteTable(IServiceProvider services) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => services;

        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);
    }

    private sealed class NoLifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication()
        {
        }
    }
}
