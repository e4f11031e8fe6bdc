using System.Globalization;
using Weir.Gateway.Audit;
using Weir.Metering.Keys;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Hosting;

/// <summary>What <see cref="FirstRun"/> goes by.</summary>
/// <param name="LoopbackOnly">Whether only this machine can reach the gateway.</param>
/// <param name="Environment">Reads a variable.</param>
internal sealed record FirstRunOptions(bool LoopbackOnly, Func<string, string?> Environment);

/// <summary>
/// Sees to the keys before the port opens: takes those that variables give, makes a first one when there is none, and refuses an address that
/// others can reach while there is none. Then tells the person how to begin.
/// </summary>
internal sealed class FirstRun(FirstRunOptions options, KeyRing ring, KeyStore store, ISnapshotSource snapshots, AuditLog audit, TimeProvider time)
{
    private IssuedKey? _first;

    /// <summary>Before the port opens.</summary>
    /// <exception cref="StartRefusedException">A given key is weak, or others could reach a gateway without keys.</exception>
    public async Task SeeToKeysAsync(CancellationToken cancellationToken)
    {
        var hasClientKey = AddFixed(FixedKeys.Client);
        var hasAdminKey = AddFixed(FixedKeys.Admin);
        var now = time.GetUtcNow();
        var live = (await store.ListAsync(cancellationToken)).Where(key => key.RevokedAt is null && (key.ExpiresAt is null || key.ExpiresAt > now)).ToList();
        hasClientKey |= live.Any(static key => !key.IsAdmin);
        hasAdminKey |= live.Any(static key => key.IsAdmin);
        if (!options.LoopbackOnly && !(hasClientKey && hasAdminKey))
        {
            throw new StartRefusedException(
                $"The address can be reached from other machines, and there is no {(hasClientKey ? "admin" : "client")} key yet.",
                $"Make one first: `weir keys create NAME{(hasClientKey ? " --admin" : "")}`, or set {(hasClientKey ? FixedKeys.Admin : FixedKeys.Client)} to a long random value.");
        }

        if (!hasClientKey)
        {
            _first = await store.CreateAsync(new NewKey { Name = live.Any(static key => key.Name == "first") ? "first-client" : "first" }, cancellationToken);
            audit.Note(new AuditNote { Kind = AuditKinds.KeyCreated, Subject = _first.Key.Name, After = AuditFacts.Of(("id", _first.Key.Id), ("admin", false)) });
        }
    }

    /// <summary>Tells the person where Weir listens, and the first key once.</summary>
    public void Say(ServeOptions serve, string url, TimeSpan startTime)
    {
        serve.Say(string.Create(CultureInfo.InvariantCulture, $"Weir {serve.Version} listens on {url} (ready after {startTime.TotalMilliseconds:F0} ms)"));
        var connections = snapshots.Current.Connections.Where(static connection => connection.Simulator is null).ToList();
        serve.Say(connections.Count == 0
            ? "No provider is set up yet: the built-in simulator answers. Set a variable such as OPENAI_API_KEY and start again, or run `weir init`."
            : "Connections: " + string.Join(", ", connections.Select(static connection => connection.NotServed is null ? connection.Name : connection.Name + " (not served yet)")));
        if (_first is { } first)
        {
            serve.Say("");
            serve.Say("Your first key, shown this once:");
            serve.Say("");
            serve.Say("    " + first.Reveal());
            serve.Say("");
            serve.Say("Try it:");
            serve.Say("");
            serve.Say($$"""    curl -N {{url}}/v1/chat/completions -H "Authorization: Bearer {{first.Reveal()}}" -H "Content-Type: application/json" -d '{"model":"default","stream":true,"messages":[{"role":"user","content":"Say hello in five words."}]}'""");
            serve.Say("");
            _first = null;
        }
    }

    private bool AddFixed(string name)
    {
        if (options.Environment(name) is not { } text)
        {
            return false;
        }

        try
        {
            ring.AddFixed(name, text);
            return true;
        }
        catch (KeyRefusedException refused)
        {
            throw new StartRefusedException(refused.Message, refused.Action);
        }
    }
}
