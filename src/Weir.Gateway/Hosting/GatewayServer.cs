using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weir.Credentials;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Browsers;
using Weir.Gateway.Admin.Work;
using Weir.Gateway.Audit;
using Weir.Gateway.Ingress;
using Weir.Gateway.Local;
using Weir.Gateway.Security;
using Weir.Gateway.SignOn;
using Weir.Gateway.Telemetry;
using Weir.Metering;
using Weir.Metering.Ledger;
using Weir.Routing;
using Weir.Routing.Configuration;
using Weir.Storage;
using Weir.Storage.Folders;
using Weir.Storage.Migrations;

namespace Weir.Gateway.Hosting;

/// <summary>The composition root of <c>weir serve</c>.</summary>
public static class GatewayServer
{
    /// <summary>Serves until the process is asked to stop.</summary>
    /// <exception cref="StartRefusedException">It will not start like this.</exception>
    /// <exception cref="ConfigException">weir.yaml has errors.</exception>
    /// <exception cref="StorageException">The data folder or the database can't be used.</exception>
    public static async Task RunAsync(ServeOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var started = Stopwatch.GetTimestamp();
        var folder = DataFolder.Open(options.DataFolder);
        StartChecks.RefuseExposed(folder);
        var routing = RoutingStart.Load(options.ConfigPath, folder.FullPath, options.Environment);
        var server = routing.Config.Server;
        var addresses = ListenAddress.ParseAll(options.Urls ?? (server.Urls.Count > 0 ? string.Join(';', server.Urls) : ListenAddress.Default));
        await using var app = Build(options, folder, routing, addresses);
        Map(app, options, server, addresses);
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        await app.Services.LoadConnectionsAsync(cancellationToken);
        var hooks = app.Services.GetRequiredService<AuditHooks>();
        hooks.Attach();
        hooks.NoteStart();
        await app.Services.GetRequiredService<FirstRun>().SeeToKeysAsync(cancellationToken);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new StartRefusedException($"Something else listens on {addresses[0]} already.", "Stop it (another `weir serve`?), or choose another address with --urls.");
        }

        var shown = ShownAddress(app, addresses);
        app.Services.GetRequiredService<StatusSource>().Url = shown;
        await new RunningGateway(shown, app.Services.GetRequiredService<LocalAdminToken>().Value, Environment.ProcessId).WriteAsync(folder.FullPath, cancellationToken);
        app.Services.GetRequiredService<FirstRun>().Say(options, shown, Stopwatch.GetElapsedTime(started));
        await SayConsoleAsync(app, options, shown, cancellationToken);
        try
        {
            await app.WaitForShutdownAsync(cancellationToken);
        }
        finally
        {
            RunningGateway.Remove(folder.FullPath);
        }
    }

    private static WebApplication Build(ServeOptions options, DataFolder folder, RoutingStart routing, IReadOnlyList<ListenAddress> addresses)
    {
        // Empty: no appsettings.json, no ASPNETCORE_ variables; weir.yaml and Weir's own variables rule.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "weir" });
        var server = routing.Config.Server;
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => KestrelSetup.Configure(kestrel, addresses, server));
        AddLogging(builder.Logging, options);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = server.ShutdownGrace);
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddStorage(folder)
            .AddMetering()
            .AddCredentials(new CredentialOptions(options.Environment, routing.Config.Credentials.Store))
            .AddWeirRouting(routing)
            .AddSingleton(new OwnPorts(addresses.Select(static address => address.Port).ToHashSet()))
            .AddGateway(new GatewaySettings { Heartbeat = server.Heartbeat })
            .AddSignOn(routing.Config.Console)
            .AddAdmin(new StatusFacts(options.Version, options.ConfigPath) { Urls = options.Urls, UrlsVariable = options.UrlsVariable }, static provider => new LedgerView(provider.GetRequiredService<UsageLedger>().FlushAsync))
            .AddSingleton(new FirstRunOptions(addresses.All(static address => address.IsLoopback), options.Environment))
            .AddSingleton<FirstRun>();
        if (routing.Config.OtlpEndpoint is { } otlp)
        {
            builder.Services.AddHostedService(_ => new OtlpExport(otlp));
        }

        return builder.Build();
    }

    private static void Map(WebApplication app, ServeOptions options, ServerConfig server, IReadOnlyList<ListenAddress> addresses)
    {
        var guard = new HostGuard(server.AllowedHosts, addresses.All(static address => address.IsLoopback));
        app.Use(next => http => guard.InvokeAsync(http, next));
        app.UseWebSockets();
        app.UseRouting();
        app.MapHealth();
        app.MapDataPlane();
        app.MapAdminApi();
        options.Pages?.Invoke((method, path, handler) => app.MapPublic(method, path, handler));
        app.MapUnknown();
        foreach (var source in ((IEndpointRouteBuilder)app).DataSources)
        {
            if (source.Undeclared() is [_, ..] undeclared)
            {
                throw new InvalidOperationException($"These routes declare no access: {string.Join(", ", undeclared)}");
            }
        }
    }

    /// <summary>The console's address with a way in. Only where this machine alone can reach it: elsewhere standard output is a log that others read.</summary>
    private static async Task SayConsoleAsync(WebApplication app, ServeOptions options, string shown, CancellationToken cancellationToken)
    {
        if (options.Pages is null)
        {
            return;
        }

        if (app.Services.GetRequiredService<FirstRunOptions>().LoopbackOnly)
        {
            var link = await app.Services.GetRequiredService<IConsoleAdmin>().CreateConsoleLinkAsync(null, cancellationToken);
            options.Say($"Console: {shown}{link.Path} (works once, for 10 minutes; `weir console open` makes another)");
        }
        else
        {
            options.Say($"Console: {shown}/console/ (`weir console open` makes a link that signs in)");
        }
    }

    private static void AddLogging(ILoggingBuilder logging, ServeOptions options)
    {
        logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning);

        // A start that fails is told once, in words, by whoever asked for it; not three times with stack traces.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical).AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);

        // Standard output is for the person; logs go to standard error.
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (options.JsonLogs)
        {
            logging.AddJsonConsole(static json => json.UseUtcTimestamp = true);
        }
        else
        {
            logging.AddSimpleConsole(static simple =>
            {
                simple.SingleLine = true;
                simple.TimestampFormat = "HH:mm:ss ";
            });
        }
    }

    /// <summary>The address as people paste it; with the port that was really taken.</summary>
    private static string ShownAddress(WebApplication app, IReadOnlyList<ListenAddress> addresses)
    {
        var bound = app.Urls.FirstOrDefault() is { } url && Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.Port : addresses[0].Port;
        var host = addresses[0].Host is "0.0.0.0" or "::" ? "127.0.0.1" : addresses[0].Host;
        return (addresses[0] with { Host = host, Port = bound }).ToString();
    }
}
