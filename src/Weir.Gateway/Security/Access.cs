namespace Weir.Gateway.Security;

/// <summary>Who may call a route. Every endpoint carries one; the server refuses to start with one that doesn't, and so does a test.</summary>
public enum Access
{
    /// <summary>Not declared.</summary>
    Unknown = 0,

    /// <summary>Anybody who can reach the port: health and metrics tell nothing secret.</summary>
    Public,

    /// <summary>Holders of a client key.</summary>
    Client,

    /// <summary>Holders of an admin key, and people whose role is enough.</summary>
    Admin,
}
