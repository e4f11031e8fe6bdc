using System.Globalization;
using System.Net;
using Weir.Catalog;
using Weir.Credentials;
using Weir.Gateway.Attempts;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Upstream;
using Weir.Metering.Quotas;
using Weir.Metering.Quotas.Vendors;
using Weir.Routing.Targets;

namespace Weir.Gateway.Quotas;

/// <summary>Asks an upstream what is left: by the connection's own client and credential, without redirects, briefly, and reading little.</summary>
internal sealed class QuotaAsker(UpstreamClients clients, TimeProvider time)
{
    /// <summary>The longest answer that is read, in bytes.</summary>
    private const int Largest = 256 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Asks once. Throws nothing but the caller's own cancellation.</summary>
    public async Task<QuotaAnswer> AskAsync(Connection connection, QuotaCall call, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await SendAsync(connection, call, either.Token);
        }
        catch (CredentialException exception)
        {
            return QuotaAnswer.Failed(exception.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return QuotaAnswer.Failed($"It did not answer within {Limit.TotalSeconds:F0} s.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException)
        {
            return QuotaAnswer.Failed(UpstreamFailures.Explain(exception).What);
        }
    }

    private async Task<QuotaAnswer> SendAsync(Connection connection, QuotaCall call, CancellationToken cancellationToken)
    {
        var auth = call.Vendor is null ? connection.Auth : connection.Auth.At(KeyPlacements.Bearer);
        for (var isSecond = false; ; isSecond = true)
        {
            using var request = await RequestAsync(connection, call, auth, cancellationToken);
            using var response = await clients.For(connection).SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return await ReadAsync(response, call.Format, cancellationToken);
            }

            if (isSecond || response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) || !await auth.RenewAsync(response, cancellationToken))
            {
                return Refused(response);
            }
        }
    }

    private async Task<HttpRequestMessage> RequestAsync(Connection connection, QuotaCall call, IAuthMethod auth, CancellationToken cancellationToken)
    {
        var client = clients.For(connection);
        var request = new HttpRequestMessage(HttpMethod.Get, call.Address) { Version = client.Version, VersionPolicy = client.VersionPolicy };
        if (call.IsOwnHost)
        {
            foreach (var (name, value) in connection.Headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "weir");
        try
        {
            await auth.SignAsync(request, cancellationToken);
        }
        catch
        {
            request.Dispose();
            throw;
        }

        foreach (var (name, value) in call.Vendor?.Headers ?? System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        Place(request, call.Vendor?.KeyForm ?? QuotaKeyForm.Bearer);
        return request;
    }

    /// <summary>Puts the key where the vendor's endpoint reads it.</summary>
    private static void Place(HttpRequestMessage request, QuotaKeyForm form)
    {
        if (form == QuotaKeyForm.Bearer || request.Headers.Authorization?.Parameter is not { } key)
        {
            return;
        }

        request.Headers.Authorization = null;
        var (name, value) = form switch
        {
            QuotaKeyForm.Token => ("Authorization", "token " + key),
            QuotaKeyForm.XApiKey => ("x-api-key", key),
            QuotaKeyForm.XiApiKey => ("xi-api-key", key),
            _ => ("Authorization", key),
        };
        request.Headers.TryAddWithoutValidation(name, value);
    }

    private async Task<QuotaAnswer> ReadAsync(HttpResponseMessage response, QuotaFormat format, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var body = new MemoryStream();
        var piece = new byte[16 * 1024];
        while (await stream.ReadAsync(piece, cancellationToken) is var read and > 0)
        {
            body.Write(piece, 0, read);
            if (body.Length > Largest)
            {
                return QuotaAnswer.Failed("Its answer is longer than 256 KiB.");
            }
        }

        var (windows, problem) = QuotaReader.Read(body.GetBuffer().AsMemory(0, (int)body.Length), format, time.GetUtcNow());
        return new QuotaAnswer(windows, problem);
    }

    private QuotaAnswer Refused(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var why = status switch
        {
            401 or 403 => ": the credential may not read the quota",
            404 or 405 => ": there is no quota at this address",
            429 => ": it is asked less often now",
            >= 300 and < 400 => ": redirects are not followed",
            _ => "",
        };
        return new QuotaAnswer([], string.Create(CultureInfo.InvariantCulture, $"It answered {status}{why}."))
        {
            IsRefused = status is 401 or 403,
            RetryAfter = WaitHeaders.RetryAfter(response.Headers, time.GetUtcNow()),
        };
    }
}
