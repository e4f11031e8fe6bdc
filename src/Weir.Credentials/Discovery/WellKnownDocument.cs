using System.Text.Json;
using System.Text.RegularExpressions;

namespace Weir.Credentials.Discovery;

/// <summary>What a host announces at <c>/.well-known/opencode</c>: how to get a token for it, and the providers that the token opens. Immutable.</summary>
public sealed partial record WellKnownDocument
{
    private const int MostArguments = 64;

    private const int LongestArgument = 4096;

    private static readonly JsonDocumentOptions Bounds = new() { MaxDepth = 32 };

    /// <summary>The address that it was announced at, without a slash at the end.</summary>
    public required string Site { get; init; }

    /// <summary>Program and arguments that print the token. To be run without a shell, and only after asking.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The name that <c>{env:NAME}</c> in the announced settings stands for the token by.</summary>
    public required string Variable { get; init; }

    /// <summary>OpenCode's configuration; undefined when none is announced.</summary>
    public JsonElement Config { get; init; }

    /// <summary>Where more configuration is, for holders of the token; null = nowhere.</summary>
    public RemoteConfig? Remote { get; init; }

    /// <summary>Reads the document. Keys that it doesn't know pass; wrong types do not.</summary>
    /// <exception cref="CredentialException">It is none.</exception>
    public static WellKnownDocument Parse(string site, ReadOnlyMemory<byte> json)
    {
        var root = Root(site, json);
        var auth = Member(site, root, "auth", JsonValueKind.Object) ?? throw Wrong(site, "It has no \"auth\".");
        var command = Member(site, auth, "command", JsonValueKind.Array) ?? throw Wrong(site, "It has no \"auth.command\".");
        var variable = Member(site, auth, "env", JsonValueKind.String)?.GetString() ?? throw Wrong(site, "It has no \"auth.env\".");
        return new WellKnownDocument
        {
            Site = site,
            Command = Arguments(site, command),
            Variable = Name().IsMatch(variable) ? variable : throw Wrong(site, "Its \"auth.env\" is no name of a variable."),
            Config = Member(site, root, "config", JsonValueKind.Object) ?? default,
            Remote = Member(site, root, "remote_config", JsonValueKind.Object) is { } remote ? RemoteOf(site, remote) : null,
        };
    }

    /// <summary>A JSON object that the host answered.</summary>
    /// <exception cref="CredentialException">It is none.</exception>
    internal static JsonElement Root(string site, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Bounds);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw Wrong(site, "It is no JSON object.");
        }
        catch (JsonException exception)
        {
            throw Wrong(site, "It is no JSON; a page for people perhaps.", exception);
        }
    }

    internal static CredentialException Wrong(string site, string what, Exception? inner = null) => new(
        CredentialFailure.Misconfigured, $"What {site} announces can't be used. {what}", "Check the address; tell whoever runs that host.", inner);

    private static RemoteConfig RemoteOf(string site, JsonElement remote)
    {
        var url = Member(site, remote, "url", JsonValueKind.String)?.GetString();
        var headers = Member(site, remote, "headers", JsonValueKind.Object) is { } given
            ? given.EnumerateObject().ToDictionary(
                static header => header.Name,
                header => header.Value.ValueKind == JsonValueKind.String ? header.Value.GetString()! : throw Wrong(site, $"Its \"remote_config.headers.{header.Name}\" is no text."),
                StringComparer.OrdinalIgnoreCase)
            : [];

        // It gets the token: nobody but the host that gave the token may have it.
        return Uri.TryCreate(url, UriKind.Absolute, out var address) && Uri.Compare(address, new Uri(site), UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0
            ? new RemoteConfig(address, headers)
            : throw Wrong(site, "Its \"remote_config.url\" is no address of the same host.");
    }

    private static List<string> Arguments(string site, JsonElement command)
    {
        var arguments = command.EnumerateArray().Select(static part => part.ValueKind == JsonValueKind.String ? part.GetString()! : null).ToList();
        return arguments.Count is 0 or > MostArguments || arguments.Exists(static part => part is null or { Length: > LongestArgument } || part.Any(char.IsControl)) || arguments[0]!.Length == 0
            ? throw Wrong(site, "Its \"auth.command\" is no list of a program and its arguments.")
            : [.. arguments.OfType<string>()];
    }

    private static JsonElement? Member(string site, JsonElement parent, string name, JsonValueKind kind) =>
        !parent.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null ? null
        : member.ValueKind == kind ? member
        : throw Wrong(site, $"Its \"{name}\" is no {kind switch { JsonValueKind.Object => "object", JsonValueKind.Array => "list", _ => "text" }}.");

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,127}$")]
    private static partial Regex Name();
}

/// <summary>Configuration for holders of the token.</summary>
/// <param name="Url">On the host that announced it.</param>
/// <param name="Headers">To send; <c>{env:NAME}</c> in them stands for the token.</param>
public sealed record RemoteConfig(Uri Url, IReadOnlyDictionary<string, string> Headers);
