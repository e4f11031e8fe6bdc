using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Weir.Gateway.Alerts;
using Weir.Metering;
using Weir.Metering.Alerts;
using Weir.Routing.Configuration;
using Weir.Routing.Snapshots;
using Weir.Storage;
using Weir.Storage.Folders;
using Weir.Storage.Migrations;
using Weir.Storage.Sqlite;

namespace Weir.Gateway.Tests.Alerts;

/// <summary>The sender outlives a database that fails, and no channel waits for another one.</summary>
public sealed class AlertSenderTests : ISnapshotSource, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-alerts-").FullName;
    private readonly WebhookSender _webhooks = new(TimeProvider.System);
    private readonly ServiceProvider _services;
    private readonly AlertSender _sender;
    private IReadOnlyList<AlertCommandConfig> _commands = [Command("ops", "exit 0")];

    public AlertSenderTests()
    {
        _services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddStorage(DataFolder.Open(_folder)).AddMetering().BuildServiceProvider();
        _sender = new AlertSender(Table, new AlertChannels(this, _webhooks), TimeProvider.System, NullLogger<AlertSender>.Instance);
    }

    public RoutingSnapshot Current => new()
    {
        Version = 1,
        Catalog = null!,
        Config = new WeirConfig { Alerts = new AlertsConfig { Commands = _commands } },
        Connections = [],
        Aliases = new Dictionary<string, string>(),
        Models = null!,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private AlertTable Table => _services.GetRequiredService<AlertTable>();

    public async ValueTask InitializeAsync() => await _services.GetRequiredService<Migrator>().MigrateAsync(Token);

    public async ValueTask DisposeAsync()
    {
        await _sender.StopAsync(CancellationToken.None);
        _sender.Dispose();
        _webhooks.Dispose();
        _services.GetRequiredService<Database>().ClosePool();
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_database_that_fails_is_asked_again()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "These programs are shell scripts.");
        var alert = await RaiseAsync("command:ops");
        await ExecuteAsync("ALTER TABLE alert_deliveries RENAME TO away");
        await _sender.StartAsync(Token);
        await Task.Delay(TimeSpan.FromSeconds(1.5), Token);
        Assert.False(_sender.ExecuteTask!.IsCompleted);

        await ExecuteAsync("ALTER TABLE away RENAME TO alert_deliveries");
        await SentAsync(alert, "command:ops");
    }

    [Fact]
    public async Task A_slow_channel_keeps_none_of_the_others_waiting()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "These programs are shell scripts.");
        _commands = [Command("slow", "sleep 60"), Command("ops", "exit 0")];
        for (var i = 0; i < 30; i++)
        {
            await RaiseAsync("command:slow");
        }

        await _sender.StartAsync(Token);
        await Task.Delay(TimeSpan.FromSeconds(1.5), Token);

        await SentAsync(await RaiseAsync("command:ops"), "command:ops");
    }

    private static AlertCommandConfig Command(string name, string script) => new(name, ["/bin/sh", "-c", script], TimeSpan.FromMinutes(1), []);

    private async Task<string> RaiseAsync(string channel) =>
        (await Table.RaiseAsync(new NewAlert(Guid.NewGuid().ToString(), DateTimeOffset.UtcNow.AddDays(1), AlertKinds.Test, "x", "x", "{}"), [channel], Token))!.Id;

    private async Task SentAsync(string alert, string channel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while ((await Table.DeliveriesAsync([alert], Token))[alert].Single(state => state.Channel == channel).State != "sent")
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await _services.GetRequiredService<Database>().OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Token);
    }
}
