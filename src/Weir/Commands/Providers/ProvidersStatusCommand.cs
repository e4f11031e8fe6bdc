using System.Globalization;
using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Providers;

/// <summary><c>weir providers status</c>, and bare <c>weir providers</c>.</summary>
internal sealed class ProvidersStatusCommand : CliCommand
{
    private readonly CliContext _context;

    public ProvidersStatusCommand(CliContext context, GlobalOptions options, string name, string description, params IReadOnlyList<string> hiddenAliases)
        : base(context, options, name, description)
    {
        _context = context;
        foreach (var alias in hiddenAliases)
        {
            Aliases.Add(alias);
        }

        HiddenAliases = hiddenAliases;
        Examples = ["weir providers", "weir providers status --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var statuses = await admin.ConnectionStatusesAsync(cancellationToken);
        return run.Show(statuses, AdminJson.Default.IReadOnlyListConnectionStatus, terminal => Write(terminal, statuses));
    }

    private void Write(ITerminal terminal, IReadOnlyList<ConnectionStatus> statuses)
    {
        var table = new TableView("CONNECTION", "PROVIDER", "STATUS", "MODELS>", "LAST USED", "LAST ERROR", "LEFT", "TODAY>", "WHY");
        foreach (var status in statuses)
        {
            table.Add(
                status.Name,
                status.Provider,
                new Cell(status.Status, ToneOf(status.Status)),
                status.LoadedModels is { } loaded ? $"{status.Models} ({loaded} loaded)" : $"{status.Models}",
                Ago(status.LastUsed),
                status.LastError is null ? null : $"{status.LastError}, {Ago(status.LastErrorAt)}",
                Left(status.Limits),
                status.RequestsToday == 0 ? "-" : Amounts.Usd(status.CostTodayUsd),
                status.Reason);
        }

        terminal.Table(table);
    }

    private static Tone ToneOf(string status) => status switch
    {
        "active" or "available" => Tone.Good,
        "rate-limited" => Tone.Warning,
        "disabled" => Tone.Faint,
        _ => Tone.Bad,
    };

    /// <summary>The limit of which the least is left.</summary>
    private static string Left(IReadOnlyList<QuotaEntry> limits) => limits.Where(static limit => limit.Used is not null).MaxBy(static limit => limit.Used) switch
    {
        { Used: { } used, Window: var window } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, 1 - used) * 100:0.#}% of {window}"),
        _ => limits.Where(static limit => limit.Remaining is not null).MinBy(static limit => limit.Remaining) is { } least ? string.Create(CultureInfo.InvariantCulture, $"{least.Remaining} {least.Window}") : "-",
    };

    private string Ago(DateTimeOffset? moment) => moment is { } past ? $"{Amounts.Span(_context.Time.GetUtcNow() - past)} ago" : "-";
}
