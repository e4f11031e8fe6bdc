namespace Weir.Gateway.Responses;

/// <summary>One kept answer.</summary>
/// <param name="Id">The id that the client saw.</param>
/// <param name="KeyId">Whose it is: other keys do not find it.</param>
/// <param name="PreviousId">The answer it went on from, if any.</param>
/// <param name="Request">The client's body as it came.</param>
/// <param name="Answer">The response object as the client got it.</param>
internal sealed record StoredResponse(string Id, string KeyId, string? PreviousId, byte[] Request, byte[] Answer);
