using System.CommandLine;
using System.Globalization;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Budgets;
using Weir.Invocation;

namespace Weir.Commands.Budgets;

internal sealed class BudgetsSettleCommand : CliCommand
{
    private readonly Argument<string> _request = new("REQUEST") { Description = "As `weir budgets doctor` shows it." };
    private readonly Option<int?> _try = new("--try") { Description = "Which of its tries, where several count as spent.", HelpName = "N" };
    private readonly Option<string?> _usd = new("--usd") { Description = "US dollars that the provider billed.", HelpName = "AMOUNT" };
    private readonly Option<long?> _tokens = new("--tokens") { Description = "Tokens that the provider billed, input and output together.", HelpName = "N" };
    private readonly Option<bool> _free = new("--free") { Description = "The provider did not bill it." };

    public BudgetsSettleCommand(CliContext context, GlobalOptions options)
        : base(context, options, "settle", "Say what a request really cost that counts as spent at its worst case.")
    {
        Add(_request);
        foreach (var option in (Option[])[_try, _usd, _tokens, _free])
        {
            Add(option);
        }

        Examples = ["weir budgets settle req_0192f3c4 --usd 0.0042", "weir budgets settle req_0192f3c4 --try 2 --free"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var (usd, tokens) = (run.Value(_usd), run.Value(_tokens));
        if (run.Value(_free) == (usd is not null || tokens is not null))
        {
            throw new CliException(ExitCodes.WrongUsage, "It is free, or it cost something.", "Name --free, or --usd, --tokens or both.");
        }

        var verdict = new HoldVerdict
        {
            Attempt = run.Value(_try),
            Usd = run.Value(_free) ? 0 : Amount(usd),
            Tokens = run.Value(_free) ? 0 : tokens,
        };
        var admin = await run.AdminAsync(cancellationToken);
        var hold = await admin.SettleHoldAsync(run.Value(_request), verdict, cancellationToken);
        return run.Show(hold, AdminJson.Default.HoldEntry, terminal =>
        {
            foreach (var share in hold.Shares)
            {
                terminal.Line($"{share.Budget}: {BudgetWords.Amount(share.Unit, share.Amount)} no longer count for {hold.RequestId}, but what it cost.");
            }
        });
    }

    private static decimal? Amount(string? text) => text is null ? null
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var usd) ? usd
        : throw new CliException(ExitCodes.WrongUsage, $"\"{text}\" is no amount.", "Write it as 0.0042.");
}
