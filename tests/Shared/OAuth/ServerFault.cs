namespace Weir.TestKit.OAuth;

/// <summary>One answer that goes wrong on purpose.</summary>
public enum ServerFault
{
    /// <summary>Status 500 with text.</summary>
    Error500,

    /// <summary>Status 502 with a proxy's page.</summary>
    BadGateway,

    /// <summary>Status 200 with a page.</summary>
    Html,

    /// <summary>The connection ends without an answer.</summary>
    HangUp,

    /// <summary>Two megabytes of JSON.</summary>
    Oversized,

    /// <summary>A redirect to /elsewhere on the same server.</summary>
    Redirect,

    /// <summary>No answer until the caller gives up.</summary>
    Silence,
}
