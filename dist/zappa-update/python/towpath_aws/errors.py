# Sorts the errors of boto3 into kinds: absent, denied, expired and unreachable need different answers.
from botocore import exceptions

_KINDS = {
    "absent": [
        "ResourceNotFoundException",
        "ProvisionedConcurrencyConfigNotFoundException",
        "NoSuchBucket",
        "NoSuchKey",
        "404",
    ],
    "denied": ["AccessDeniedException", "AccessDenied", "UnauthorizedOperation", "403"],
    "expired": ["ExpiredTokenException", "ExpiredToken", "RequestExpired", "TokenRefreshRequired"],
    "credentials": [
        "UnrecognizedClientException",
        "InvalidClientTokenId",
        "InvalidAccessKeyId",
        "InvalidSignatureException",
        "SignatureDoesNotMatch",
        "IncompleteSignature",
        "MissingAuthenticationToken",
        "AuthFailure",
        "InvalidToken",
    ],
    "throttled": [
        "TooManyRequestsException",
        "ThrottlingException",
        "Throttling",
        "RequestLimitExceeded",
        "SlowDown",
    ],
    "conflict": ["ResourceConflictException"],
    # Lambda API reference, Invoke: the errors that come before the function's code runs.
    "not-run": [
        "EC2AccessDeniedException",
        "EC2ThrottledException",
        "EC2UnexpectedException",
        "EFSMountConnectivityException",
        "EFSMountFailureException",
        "EFSMountTimeoutException",
        "ENILimitReachedException",
        "InvalidRuntimeException",
        "InvalidSecurityGroupIDException",
        "InvalidSubnetIDException",
        "InvalidZipFileException",
        "KMSAccessDeniedException",
        "KMSDisabledException",
        "KMSInvalidStateException",
        "KMSNotFoundException",
        "ResourceNotReadyException",
        "SnapStartException",
        "SnapStartNotReadyException",
        "SnapStartTimeoutException",
        "SubnetIPAddressLimitReachedException",
    ],
}

KIND_OF = {code: kind for kind, codes in _KINDS.items() for code in codes}

NO_CREDENTIALS = [
    "NoCredentialsError",
    "PartialCredentialsError",
    "CredentialRetrievalError",
    "TokenRetrievalError",
    "UnauthorizedSSOTokenError",
    "NoAuthTokenError",
    "ConfigNotFound",
]

UNREACHABLE = (
    exceptions.EndpointConnectionError,
    exceptions.ConnectTimeoutError,
    exceptions.HTTPClientError,
    OSError,
)


class RequestFailed(Exception):
    """A failure that this program detects itself."""

    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


def code_of(error):
    """Returns the error code of AWS; empty if there is none."""
    response = getattr(error, "response", None) or {}
    return str(response.get("Error", {}).get("Code", ""))


def kind_of(error):
    if isinstance(error, RequestFailed):
        return error.kind
    if isinstance(error, exceptions.ClientError):
        return KIND_OF.get(code_of(error), "aws")
    if isinstance(error, exceptions.ProfileNotFound):
        return "profile"
    # Old botocores do not have all of them.
    no_credentials = tuple(getattr(exceptions, name) for name in NO_CREDENTIALS if hasattr(exceptions, name))
    if isinstance(error, no_credentials):
        return "credentials"
    if isinstance(error, exceptions.ReadTimeoutError):
        return "no-answer"
    # Also a connection that was lost: the request may have arrived.
    if isinstance(error, UNREACHABLE):
        return "unreachable"
    return "aws"


def describe_error(error):
    return {"kind": kind_of(error), "message": str(error).strip() or type(error).__name__}


def missing(what, error):
    """A part that could not be restored."""
    return {"what": what, **describe_error(error)}
