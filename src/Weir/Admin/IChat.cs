using Weir.Gateway.Admin;

namespace Weir.Admin;

/// <summary>A conversation through a gateway that runs. The data folder alone can't have one.</summary>
internal interface IChat
{
    /// <summary>Sends a chat-completions body and tells the answer as it comes. Ending the enumeration ends the request.</summary>
    /// <exception cref="AdminException">The gateway refused, or the answer broke off.</exception>
    IAsyncEnumerable<ChatPiece> ChatAsync(byte[] body, CancellationToken cancellationToken);
}

/// <summary>A part of an answer: text, or at the end what became of the request.</summary>
/// <param name="Text">More of the answer.</param>
/// <param name="Request">The request as the ledger has it.</param>
internal sealed record ChatPiece(string? Text, RequestTrace? Request = null);
