namespace Weir.Gateway.Audit;

/// <summary>Who did something, and from where. Immutable; holds no secret.</summary>
/// <param name="Kind"><c>admin_key</c>, <c>console</c>, <c>cli</c>, <c>file</c>, <c>gateway</c> or <c>unknown</c>.</param>
/// <param name="Name">The admin key's or the person's name, <c>local</c> for the user of this machine, the file, <c>gateway</c> or <c>sign-on (oidc)</c>.</param>
/// <param name="Address">IP address of the caller; empty where there is none.</param>
/// <param name="Agent">Class of the caller's program (<see cref="AgentClass"/>); empty where there is none.</param>
internal sealed record AuditActor(string Kind, string Name, string Address = "", string Agent = "")
{
    /// <summary>The gateway itself: tokens that are renewed, routes that are left.</summary>
    public static AuditActor Gateway { get; } = new("gateway", "gateway");

    /// <summary>weir.yaml.</summary>
    public static AuditActor File { get; } = new("file", "weir.yaml");

    /// <summary>A command that works on the data folder while no gateway runs.</summary>
    public static AuditActor Command { get; } = new("cli", "local", Agent: AgentClass.Command);
}
