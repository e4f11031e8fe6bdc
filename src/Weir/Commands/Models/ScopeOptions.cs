using System.CommandLine;
using Weir.Gateway.Admin.Overrides;
using Weir.Invocation;

namespace Weir.Commands.Models;

/// <summary>The options that say whose requests a choice of model is about.</summary>
internal sealed class ScopeOptions
{
    private readonly Option<string?> _key = new("--key") { Description = "Only for this client key.", HelpName = "NAME" };
    private readonly Option<string?> _conversation = new("--conversation") { Description = "Only for this conversation, as its client names it.", HelpName = "ID" };

    public void AddTo(Command command)
    {
        command.Add(_key);
        command.Add(_conversation);
    }

    /// <summary>The gateway where neither option is given.</summary>
    /// <exception cref="CliException">Both are.</exception>
    public OverrideSubject Read(CommandRun run) => (run.Value(_key), run.Value(_conversation)) switch
    {
        (null, null) => OverrideSubject.Gateway,
        ({ } key, null) => new OverrideSubject("key", key),
        (null, { } conversation) => new OverrideSubject("conversation", conversation),
        _ => throw new CliException(ExitCodes.WrongUsage, "--key and --conversation exclude each other.", "Give one of them, or none for the whole gateway."),
    };

    /// <summary>Whose an override is, at the start of a sentence.</summary>
    public static string Words(OverrideEntry set) => set.Id is null ? "All conversations" : $"{(set.Scope == "key" ? "Conversations of the key" : "The conversation")} {set.Id}";

    /// <summary>The options that name the override's scope again.</summary>
    public static string Flags(OverrideEntry set) => set.Id is null ? "" : $" --{set.Scope} {set.Id}";
}
