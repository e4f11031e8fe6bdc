using System.CommandLine;

namespace Weir.Invocation;

/// <summary>The options that narrow a question to somebody or something, the same wherever the ledger is asked.</summary>
internal sealed class WhoseOptions
{
    public Option<string?> Provider { get; } = new("--provider") { Description = "Only this provider.", HelpName = "ID" };

    public Option<string?> Connection { get; } = new("--connection") { Description = "Only this connection.", HelpName = "NAME" };

    public Option<string?> Key { get; } = new("--key") { Description = "Only this key, by name or id.", HelpName = "KEY" };

    public Option<string?> User { get; } = new("--user") { Description = "Only this user.", HelpName = "USER" };

    public Option<string?> Team { get; } = new("--team") { Description = "Only this team.", HelpName = "TEAM" };

    public Option<string?> Tag { get; } = new("--tag") { Description = "Only requests with this tag, as sent: a=b.", HelpName = "TAG" };
}
