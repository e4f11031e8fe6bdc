using System.CommandLine;
using System.Globalization;
using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Words;

namespace Weir.Commands.Requests;

/// <summary>The options that say which requests.</summary>
internal sealed class RequestFilterOptions
{
    private readonly WhoseOptions _whose = new();
    private readonly Option<string?> _since = new("--since") { Description = "From then on: 7d, 24h, 2026-01-31.", HelpName = "WHEN" };
    private readonly Option<string?> _until = new("--until") { Description = "Before then.", HelpName = "WHEN" };
    private readonly Option<string?> _model = new("--model") { Description = "Only this model, as asked or as answered.", HelpName = "MODEL" };
    private readonly Option<string?> _run = new("--run") { Description = "Only this run.", HelpName = "ID" };
    private readonly Option<string?> _id = new("--id") { Description = "Only ids that begin so.", HelpName = "ID" };
    private readonly Option<string?> _status = new("--status") { Description = "Only this status: 429, or 4xx.", HelpName = "STATUS" };
    private readonly Option<string?> _error = new("--error") { Description = "Only this error: rate_limited, network_error...", HelpName = "KIND" };
    private readonly Option<string?> _cost = new("--cost-above") { Description = "Only requests that cost more US dollars.", HelpName = "USD" };
    private readonly Option<bool> _failed = new("--failed") { Description = "Only failed ones." };

    public IReadOnlyList<Option> All => [_since, _until, _whose.Provider, _whose.Connection, _model, _whose.Key, _whose.User, _whose.Team, _run, _whose.Tag, _id, _status, _error, _cost, _failed];

    /// <exception cref="CliException">A value is none.</exception>
    public RequestFilter Of(CommandRun run)
    {
        var now = run.Context.Time.GetUtcNow();
        return new RequestFilter
        {
            Since = Moments.Past(run.Value(_since), "--since", now),
            Until = Moments.Past(run.Value(_until), "--until", now),
            Provider = run.Value(_whose.Provider),
            Connection = run.Value(_whose.Connection),
            Model = run.Value(_model),
            Key = run.Value(_whose.Key),
            User = run.Value(_whose.User),
            Team = run.Value(_whose.Team),
            RunId = run.Value(_run),
            Tag = run.Value(_whose.Tag),
            Id = run.Value(_id),
            Status = run.Value(_status) switch
            {
                null => null,
                var text when AdminQuery.IsStatus(text) => text,
                _ => throw new CliException(ExitCodes.WrongUsage, "--status must be a status such as 429, or 4xx.", null),
            },
            Error = run.Value(_error),
            CostAboveUsd = run.Value(_cost) switch
            {
                null => null,
                var text when decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var usd) && usd < 1_000_000_000 => usd,
                _ => throw new CliException(ExitCodes.WrongUsage, "--cost-above must be an amount of US dollars such as 0.05.", null),
            },
            Failed = run.Value(_failed) ? true : null,
        };
    }
}
