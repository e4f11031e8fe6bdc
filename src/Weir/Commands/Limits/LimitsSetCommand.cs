using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Limits;
using Weir.Invocation;
using Weir.Words;

namespace Weir.Commands.Limits;

internal sealed class LimitsSetCommand : CliCommand
{
    private readonly Argument<string> _on = new("ON") { Description = "gateway, key:NAME, user:NAME, team:NAME, connection:NAME or model:CONNECTION/MODEL." };
    private readonly Option<long?> _rpm = new("--rpm") { Description = "Requests in any 60 seconds.", HelpName = "N" };
    private readonly Option<long?> _tpm = new("--tpm") { Description = "Tokens in any 60 seconds, input and output together.", HelpName = "N" };
    private readonly Option<int?> _concurrent = new("--concurrent") { Description = "Requests at a time.", HelpName = "N" };

    public LimitsSetCommand(CliContext context, GlobalOptions options)
        : base(context, options, "set", "Set how fast something may be used, in the place of the limit it has.")
    {
        Add(_on);
        foreach (var option in (Option[])[_rpm, _tpm, _concurrent])
        {
            Add(option);
        }

        Examples = ["weir limits set key:ci --rpm 60 --tpm 100000", "weir limits set gateway --concurrent 200"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var order = new LimitOrder { On = run.Value(_on), Rpm = run.Value(_rpm), Tpm = run.Value(_tpm), Concurrent = run.Value(_concurrent) };
        if (order is { Rpm: null, Tpm: null, Concurrent: null })
        {
            throw new CliException(ExitCodes.WrongUsage, "A limit has a number.", "Name --rpm, --tpm or --concurrent.");
        }

        var admin = await run.AdminAsync(cancellationToken);
        var limit = await admin.SetLimitAsync(order, cancellationToken);
        return run.Show(limit, AdminJson.Default.LimitEntry, terminal =>
        {
            terminal.Line($"{limit.On}: {InWords(limit)}.");
            terminal.Note("Take it away: weir limits remove " + limit.On);
        });
    }

    private static string InWords(LimitEntry limit)
    {
        (long? Most, string What)[] parts = [(limit.Rpm, "requests a minute"), (limit.Tpm, "tokens a minute"), (limit.Concurrent, "requests at a time")];
        return string.Join(", ", parts.Where(static part => part.Most is not null).Select(static part => $"{Amounts.Count(part.Most ?? 0)} {part.What}"));
    }
}
