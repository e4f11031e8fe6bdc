using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Reconciling;
using Weir.Invocation;
using Weir.Metering.Reconciling.Exports;
using Weir.Words;

namespace Weir.Commands.Reconcile;

internal sealed class ReconcileCommand : CliCommand
{
    private const long LargestFile = 64 * 1024 * 1024;

    private readonly Argument<string> _file = new("FILE") { Description = "The vendor's usage export, JSON or CSV." };
    private readonly Option<string?> _provider = new("--provider") { Description = "Whose export it is; told by its fields when left out.", HelpName = "NAME" };
    private readonly Option<string?> _map = new("--map") { Description = "Fields of another vendor's export: time=date,model=model,input=in,output=out,cost=usd.", HelpName = "FIELDS" };
    private readonly Option<string?> _connection = new("--connection") { Description = "Only this connection; all of the provider's when left out.", HelpName = "NAME" };
    private readonly Option<string?> _since = new("--since") { Description = "From then on: 7d, 2026-01-31; the export's first day (UTC) when left out.", HelpName = "WHEN" };
    private readonly Option<string?> _until = new("--until") { Description = "Before then; to the export's last day (UTC) when left out.", HelpName = "WHEN" };

    public ReconcileCommand(CliContext context, GlobalOptions options)
        : base(context, options, "reconcile", "Compare a vendor's usage export with the ledger, to the token and the nano-dollar.")
    {
        _provider.AcceptOnlyFromAmong([.. ExportMaps.All.Select(static map => map.Name)]);
        Add(_file);
        Add(_provider);
        Add(_map);
        Add(_connection);
        Add(_since);
        Add(_until);
        Examples = ["weir reconcile usage.json", "weir reconcile activity.csv --provider openrouter --json", "weir reconcile bill.csv --map time=day,model=name,cost=usd --connection lab"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var (rows, map) = await ReadAsync(run, cancellationToken);
        var now = run.Context.Time.GetUtcNow();
        var connection = run.Value(_connection);
        if (connection is null && map.Provider is null)
        {
            throw new CliException(ExitCodes.WrongUsage, "Whose calls to compare is not said.", "Name the connection with --connection.");
        }

        var admin = await run.AdminAsync(cancellationToken);
        var report = await admin.ReconcileAsync(
            new ReconcileOrder
            {
                Provider = connection is null ? map.Provider : null,
                Connection = connection,
                Since = Moments.Past(run.Value(_since), "--since", now),
                Until = Moments.Past(run.Value(_until), "--until", now),
                Rows = [.. rows.Select(static row => new ExportedRow { Id = row.Id, Time = row.Time, Model = row.Model, Requests = row.Requests, Input = row.Input, Output = row.Output, CostNano = row.CostNano })],
            },
            cancellationToken);
        run.Show(report, AdminJson.Default.ReconcileReport, terminal => ReconcileWords.Write(terminal, report));
        return report.Agrees ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private async Task<(IReadOnlyList<ExportRow> Rows, ExportMap Map)> ReadAsync(CommandRun run, CancellationToken cancellationToken)
    {
        if (run.Value(_provider) is not null && run.Value(_map) is not null)
        {
            throw new CliException(ExitCodes.WrongUsage, "--provider and --map exclude each other.", "Give one of them.");
        }

        var path = run.FullPath(run.Value(_file));
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LargestFile })
            {
                throw new CliException(ExitCodes.WrongUsage, "The file is larger than 64 MiB.", "Export fewer days at a time.");
            }

            var map = run.Value(_map) is { } fields ? ExportMap.Parse(fields) : run.Value(_provider) is { } name ? ExportMaps.All.First(map => map.Name == name) : null;
            return ExportReader.Read(await File.ReadAllBytesAsync(path, cancellationToken), map);
        }
        catch (ExportFormatException exception)
        {
            throw new CliException(ExitCodes.WrongUsage, exception.Message, exception.Action, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCodes.WrongUsage, $"'{path}' can't be read.", "Name a file that is there and may be read.", exception);
        }
    }
}
